using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using SdkNode.Adapters.Contract;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Api.AddressBook;

/// <summary>A resource of an address book as JSON:API documents; each entry as it was received.</summary>
internal sealed class AddressBookListing(AddressBookSnapshot book, AddressBookResource resource, ApiLinks links)
{
    private const int FlushBytes = 32 * 1024;

    /// <summary>The resource.</summary>
    public AddressBookResource Resource => resource;

    /// <summary>The ids of the entries that a client asks for, in their order.</summary>
    public List<string> Find(AddressBookRequest request) => resource switch
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

    /// <summary>Writes a page of the entries, with a next link where there are more.</summary>
    public async Task WriteAsync(HttpContext context, List<string> ids, int start, int count)
    {
        await using var json = ApiDocument.Answer(context, StatusCodes.Status200OK);
        json.WriteStartObject();
        Meta(json, ids.Count);
        Links(json, context.Request, start + count < ids.Count ? ids[start + count - 1] : null);
        json.WriteStartArray("data");
        foreach (var id in ids.Skip(start).Take(count))
        {
            json.WriteRawValue(book.FindEntry(resource, id)!.Document.Span, skipInputValidation: true);
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(context.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Meta(Utf8JsonWriter json, int total)
    {
        json.WriteStartObject("meta");
        json.WriteString("version", ApiDocument.Version);
        json.WriteNumber("total", total);
        if (book.SyncedAt is { } syncedAt)
        {
            json.WriteString("syncedAt", ContractWriter.Timestamp(syncedAt));
        }

        json.WriteEndObject();
    }

    private void Links(Utf8JsonWriter json, HttpRequest request, string? last)
    {
        json.WriteStartObject("links");
        json.WriteString("self", links.To(request.Path + request.QueryString));
        if (last is not null)
        {
            var others = request.Query.Where(parameter => !parameter.Key.Equals("page[after]", StringComparison.OrdinalIgnoreCase));
            var next = new QueryBuilder(others.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString()))) { { "page[after]", last } };
            json.WriteString("next", links.To(request.Path + next.ToQueryString()));
        }

        json.WriteEndObject();
    }
}
