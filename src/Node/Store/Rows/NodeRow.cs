namespace SdkNode.Node.Store.Rows;

/// <summary>A node that works on this store, and when it was last seen.</summary>
internal sealed class NodeRow
{
    /// <summary>The identity that its data folder has kept since its first start.</summary>
    public Guid Id { get; set; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; set; }

    /// <summary>The program's version.</summary>
    public required string Version { get; set; }

    /// <summary>The newest schema that its program knows: a later one that takes something away waits for it (DESIGN 5).</summary>
    public required string Schema { get; set; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it was last seen, by the database's clock.</summary>
    public DateTimeOffset SeenAt { get; set; }
}
