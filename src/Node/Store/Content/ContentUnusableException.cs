namespace SdkNode.Node.Store.Content;

/// <summary>
/// A stored content is missing or damaged: trying again does not help. An exception, because it comes out of the middle of streams
/// (ADR 2), and no <see cref="IOException"/>, because it must not be taken for a fault of the network that the stream goes to.
/// </summary>
internal sealed class ContentUnusableException(Guid content, string what, Exception? inner = null) : Exception($"The stored content {content:N} {what}.", inner)
{
    /// <summary>The content, which is also the name of its file.</summary>
    public Guid Content => content;
}
