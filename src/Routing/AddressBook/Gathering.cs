using System.Diagnostics.CodeAnalysis;

namespace SdkNode.Routing.AddressBook;

/// <summary>What has been read so far, held against the limits.</summary>
internal sealed class Gathering(AddressBookSource source)
{
    private readonly Dictionary<(AddressBookResource, string), AddressBookEntry> _entries = [];
    private readonly List<SkippedEntry> _skipped = [];
    private readonly int[] _counts = new int[AddressBookResources.All.Count];

    /// <summary>How many octets may still be read.</summary>
    public long BytesLeft { get; private set; } = source.MaxTotalBytes;

    /// <summary>Adds a page; false with the fault when that is more than is taken.</summary>
    /// <param name="resource">Which resource it belongs to.</param>
    /// <param name="answer">The page.</param>
    /// <param name="pages">How many pages of the resource have been read, with this one.</param>
    /// <param name="fault">Which limit was met.</param>
    public bool Add(AddressBookResource resource, PageAnswer answer, int pages, [NotNullWhen(false)] out AddressBookFault? fault)
    {
        BytesLeft -= answer.Bytes;
        _skipped.AddRange(answer.Page.Skipped);
        foreach (var entry in answer.Page.Entries)
        {
            if (!_entries.TryAdd((resource, entry.Id), entry))
            {
                _skipped.Add(new SkippedEntry(resource, entry.Id, "its id stands there twice; the first one counts"));
            }
        }

        var count = _counts[(int)resource] += answer.Page.Entries.Count + answer.Page.Skipped.Count;
        fault = count > source.MaxEntries ? TooMany($"brings more entries than are taken ({source.MaxEntries})")
            : pages >= source.MaxPages && answer.Page.Next is not null ? TooMany($"leads to more pages than are taken ({source.MaxPages})")
            : null;
        return fault is null;
    }

    /// <summary>All of it.</summary>
    public AddressBookContent Content() => new([.. _entries.Values], _skipped);

    private static AddressBookFault TooMany(string detail) => AddressBookFault.Definite(AddressBookFaultKind.TooMany, detail);
}
