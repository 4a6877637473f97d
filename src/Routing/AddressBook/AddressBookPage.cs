using System.Text.Json;
using SdkNode.Security;

namespace SdkNode.Routing.AddressBook;

/// <summary>One page of a resource: its usable entries, and the link to the next page as it is written.</summary>
internal sealed record AddressBookPage(IReadOnlyList<AddressBookEntry> Entries, IReadOnlyList<SkippedEntry> Skipped, string? Next)
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 32 };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a page; the detail of a fault goes on after "The answer of … ".</summary>
    public static Result<AddressBookPage, AddressBookFault> Read(AddressBookResource resource, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.Span.StartsWith(ByteOrderMark) ? body[3..] : body, Limits);
            var data = JsonText.Member(document.RootElement, "data");
            return data.ValueKind != JsonValueKind.Array
                ? AddressBookFault.Definite(AddressBookFaultKind.NotJsonApi, "is JSON but no JSON:API document: it has no list named data")
                : Read(resource, data, NextLink(JsonText.Member(document.RootElement, "links")));
        }
        catch (JsonException wrong)
        {
            return AddressBookFault.Definite(AddressBookFaultKind.NotJson, $"is no JSON (line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            // Only a link's text is read outside of an entry.
            return AddressBookFault.Definite(AddressBookFaultKind.ForeignLink, "has a next link that is no valid text");
        }
    }

    private static AddressBookPage Read(AddressBookResource resource, JsonElement data, string? next)
    {
        var entries = new List<AddressBookEntry>();
        var skipped = new List<SkippedEntry>();
        foreach (var item in data.EnumerateArray())
        {
            var (entry, refusal) = Entry(resource, item);
            if (entry is not null)
            {
                entries.Add(entry);
            }
            else
            {
                skipped.Add(refusal!);
            }
        }

        return new AddressBookPage(entries, skipped, next);
    }

    private static (AddressBookEntry? Entry, SkippedEntry? Refusal) Entry(AddressBookResource resource, JsonElement item)
    {
        try
        {
            return EntryReader.Refusal(resource, item) is { } refusal
                ? (null, refusal)
                : (new AddressBookEntry(resource, EntryReader.Id(item)!, Compact(item)), null);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            // A lone surrogate or broken UTF-8 in some text of it.
            return (null, new SkippedEntry(resource, null, "it holds text that is no valid Unicode"));
        }
    }

    private static byte[] Compact(JsonElement item)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AddressBookDocument.Encoder }))
        {
            item.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    // A text, or an object with href; an empty one is none.
    private static string? NextLink(JsonElement links)
    {
        var next = JsonText.Member(links, "next");
        return next.ValueKind == JsonValueKind.Object ? JsonText.Value(next, "href") : JsonText.Scalar(next);
    }
}
