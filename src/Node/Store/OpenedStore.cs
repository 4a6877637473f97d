using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Store;

/// <summary>The store of a data folder, opened with its node key: rows, content, and the cipher of what rows hold sealed.</summary>
/// <param name="Open">Opens the database for one unit of work.</param>
/// <param name="Messages">What the flows keep.</param>
/// <param name="Content">Large things.</param>
/// <param name="Heads">Seals the headers of messages.</param>
/// <param name="Key">The node key.</param>
internal sealed record OpenedStore(Func<NodeDb> Open, MessageStore Messages, ContentStore Content, HeadCipher Heads, NodeKey Key)
{
    /// <summary>Opens the store over a migrated database.</summary>
    public static OpenedStore Of(Func<NodeDb> open, string dataFolder, NodeKey key, TimeProvider clock) =>
        new(open, new MessageStore(open, clock), new ContentStore(dataFolder, key), new HeadCipher(key), key);
}
