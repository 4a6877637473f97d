using SdkNode.Node.AddressBook;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Api.Schema;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Api.AddressBook;

/// <summary>
/// DIR-7 for clients: <c>GET /addressbook/organizations</c>, <c>/addressbook/addresses</c> and <c>/addressbook/codesystems</c>, in the
/// shape of the federation's address book, out of the local copy.
/// </summary>
internal static class AddressBookApi
{
    /// <summary>Maps the three resources for clients with their scope; each client reads the address book of its own environment.</summary>
    public static void Map(RouteGroupBuilder v1) => Map(v1.MapGroup("").RequireScope(ApiScopes.AddressBook), context => ApiCaller.Of(context).Environment);

    /// <summary>Maps the three resources.</summary>
    /// <param name="v1">The group of <c>/v1</c>; authorization is its own.</param>
    /// <param name="environment">Whose address book a request reads.</param>
    internal static void Map(RouteGroupBuilder v1, Func<HttpContext, string> environment)
    {
        foreach (var resource in AddressBookResources.All)
        {
            v1.MapGet($"/addressbook/{resource.Name()}", (HttpContext context, AddressBooks books, ApiLinks links, TimeProvider clock) =>
                ServeAsync(context, new AddressBookListing(books.Find(environment(context)), resource, links), clock)).Describe(AddressBookOperations.Of(resource));
        }
    }

    private static Task ServeAsync(HttpContext context, AddressBookListing listing, TimeProvider clock)
    {
        if (!AddressBookRequest.Read(listing.Resource, context.Request.Query).TryGet(out var request, out var problem))
        {
            return ProblemWriter.WriteAsync(context, problem, clock);
        }

        var ids = listing.Find(request);
        var start = request.After is { } after ? ids.IndexOf(after) + 1 : 0;
        return start == 0 && request.After is not null
            ? ProblemWriter.WriteAsync(context, ApiProblem.BadRequest(ApiIssue.Form("page[after]", "It names no entry of this list; the address book may have changed. Begin again with the first page.")), clock)
            : listing.WriteAsync(context, ids, start, Math.Min(request.Size, ids.Count - start));
    }
}
