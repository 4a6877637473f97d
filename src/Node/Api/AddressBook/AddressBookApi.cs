using SdkNode.Node.AddressBook;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Api.AddressBook;

/// <summary>
/// DIR-7 for clients: <c>GET /addressbook/organizations</c>, <c>/addressbook/addresses</c> and <c>/addressbook/codesystems</c>, in the
/// shape of the federation's address book, out of the local copy.
/// </summary>
internal static class AddressBookApi
{
    /// <summary>Maps the three resources; authorization is the group's.</summary>
    /// <param name="v1">The group of <c>/v1</c>.</param>
    /// <param name="environment">The environment of the client that makes a request.</param>
    public static void Map(RouteGroupBuilder v1, Func<HttpContext, string> environment)
    {
        foreach (var resource in AddressBookResources.All)
        {
            v1.MapGet($"/addressbook/{resource.Name()}", (HttpContext context, AddressBooks books) => AnswerAsync(context, books.Find(environment(context)), resource));
        }
    }

    private static Task AnswerAsync(HttpContext context, AddressBookSnapshot book, AddressBookResource resource)
    {
        if (!AddressBookRequest.Read(resource, context.Request.Query).TryGet(out var request, out var fault))
        {
            return BadRequestAsync(context, fault);
        }

        var ids = Find(book, resource, request);
        var start = request.After is { } after ? ids.IndexOf(after) + 1 : 0;
        return start == 0 && request.After is not null
            ? BadRequestAsync(context, "page[after] names no entry of this list; the address book may have changed. Begin again with the first page.")
            : AddressBookListing.WriteAsync(context, book, resource, ids, start..Math.Min(start + request.Size, ids.Count));
    }

    private static List<string> Find(AddressBookSnapshot book, AddressBookResource resource, AddressBookRequest request) => resource switch
    {
        AddressBookResource.Organizations =>
        [
            .. book.SearchOrganizations(request.Search)
                .Where(organization => request.Participant is null || string.Equals(organization.ParticipantIdentifier, request.Participant.Value, StringComparison.OrdinalIgnoreCase))
                .Select(organization => organization.Id),
        ],
        AddressBookResource.Addresses =>
        [
            .. book.Search(new AddressBookQuery
            {
                Text = request.Search,
                Category = request.Category,
                Code = request.Code,
                CodeSystem = request.CodeSystem,
                Participant = request.Participant,
            }).Select(hit => hit.Address.Id),
        ],
        _ => [.. book.CodeSystems.Select(system => system.Id)],
    };

    private static Task BadRequestAsync(HttpContext context, string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Bad Request", type: "urn:problem-type:sdk:badRequest").ExecuteAsync(context);
}
