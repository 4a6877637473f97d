using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Api.AddressBook;

/// <summary>Writes a page of entries as a JSON:API document; each entry as it was received.</summary>
internal static class AddressBookListing
{
    private const int FlushBytes = 32 * 1024;

    /// <summary>Writes the entries of <paramref name="ids"/> within <paramref name="page"/>, with a next link where there are more.</summary>
    public static async Task WriteAsync(HttpContext context, AddressBookSnapshot book, AddressBookResource resource, List<string> ids, Range page)
    {
        var (start, count) = page.GetOffsetAndLength(ids.Count);
        context.Response.ContentType = "application/vnd.api+json";
        var body = context.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = AddressBookDocument.Encoder, SkipValidation = true });
        json.WriteStartObject();
        Links(json, context.Request, start + count < ids.Count ? ids[start + count - 1] : null);
        Meta(json, book, ids.Count);
        json.WriteStartArray("data");
        foreach (var id in ids.Skip(start).Take(count))
        {
            json.WriteRawValue(book.FindEntry(resource, id)!.Document.Span, skipInputValidation: true);
            if (json.BytesPending > FlushBytes)
            {
                json.Flush();
                await body.FlushAsync(context.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void Meta(Utf8JsonWriter json, AddressBookSnapshot book, int total)
    {
        json.WriteStartObject("meta");
        json.WriteNumber("total", total);
        if (book.SyncedAt is { } syncedAt)
        {
            json.WriteString("syncedAt", syncedAt);
        }

        json.WriteEndObject();
    }

    // Without the host, which a proxy in front may call otherwise: a client resolves them against its request.
    private static void Links(Utf8JsonWriter json, HttpRequest request, string? last)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        json.WriteStartObject("links");
        json.WriteString("self", path + request.QueryString.ToUriComponent());
        if (last is not null)
        {
            var others = request.Query.Where(parameter => !parameter.Key.Equals("page[after]", StringComparison.OrdinalIgnoreCase));
            var next = new QueryBuilder(others.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString()))) { { "page[after]", last } };
            json.WriteString("next", path + next.ToQueryString().ToUriComponent());
        }

        json.WriteEndObject();
    }
}
