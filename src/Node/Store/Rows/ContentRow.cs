namespace SdkNode.Node.Store.Rows;

/// <summary>
/// A small content, encrypted as in a file (<see cref="Content.ContentFormat"/>), written in the transaction that names it: one
/// flush to disk instead of three.
/// </summary>
internal sealed class ContentRow
{
    /// <summary>The content's id, version 7.</summary>
    public Guid Id { get; set; }

    /// <summary>Header and the one chunk.</summary>
    public required byte[] Octets { get; set; }
}
