using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Store;

/// <summary>A node's store, opened with its node key: rows, content, and the cipher of what rows hold sealed.</summary>
/// <param name="Open">Opens the database for one unit of work.</param>
/// <param name="Messages">What the flows keep.</param>
/// <param name="Work">What is due, and who does it.</param>
/// <param name="Content">Large things.</param>
/// <param name="Heads">Seals the headers of messages.</param>
/// <param name="Key">The node key: it wraps the content's keys, and seals what rows hold secret.</param>
internal sealed record OpenedStore(Func<NodeDb> Open, MessageStore Messages, WorkStore Work, ContentStore Content, HeadCipher Heads, NodeKey Key)
{
    /// <summary>Where it is; null where it was opened without a place, in tests.</summary>
    public StorePlace? Place { get; init; }

    /// <summary>What of the schema waited for other nodes at the start; null when nothing did.</summary>
    public WaitingMigration? Waiting { get; init; }

    /// <summary>Tells who does the work what units of work make due; null where it was opened without a place, in tests.</summary>
    public NewWork? New { get; init; }

    /// <summary>Which node has it open; leases carry it.</summary>
    public Guid Node { get; init; }

    /// <summary>
    /// Opens the store of a node that starts: brings the database to this version's schema, and takes back what its own earlier
    /// process was doing. To be called under the data folder's lock.
    /// </summary>
    /// <exception cref="InvalidDataException">A key or the identity is damaged; the message says what to do.</exception>
    /// <exception cref="StoreRefusedException">Node key or content folder are not those of the database, or the program is too old for it.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static async Task<OpenedStore> StartAsync(StorePlace place, TimeProvider clock, CancellationToken cancellationToken)
    {
        var node = NodeIdentity.LoadOrCreate(place.DataFolder);
        var small = new SmallContents();
        var made = new NewWork(clock);
        var open = place.Opener(small, made);
        var waiting = await StoreSetup.MigrateAsync(place, open, node, clock, cancellationToken);
        var key = await SharedNodeKey.OpenAsync(place, open, clock, cancellationToken);
        await (place.IsShared ? StoreMark.CheckSharedAsync(place.ContentFolder, node, open, clock, cancellationToken) : StoreMark.CheckAsync(place.ContentFolder, open, clock, cancellationToken));
        var store = Of(open, new ContentStore(place.ContentFolder, key, new SmallContentStore(open, small), node), key, clock) with { Node = node, Place = place, Waiting = waiting, New = made };
        await store.Work.ReleaseLeasesAsync(node.ToString("N"), cancellationToken);
        store.Content.ClearDrafts();
        return store;
    }

    /// <summary>The store over a migrated database.</summary>
    public static OpenedStore Of(Func<NodeDb> open, ContentStore content, NodeKey key, TimeProvider clock) =>
        new(open, new MessageStore(open), new WorkStore(open, clock), content, new HeadCipher(key), key);
}
