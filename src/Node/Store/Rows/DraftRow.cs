namespace SdkNode.Node.Store.Rows;

/// <summary>A message that somebody is writing, of a functional address; sent or discarded it is gone.</summary>
internal sealed class DraftRow
{
    /// <summary>The draft, version 7.</summary>
    public Guid Id { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The participant.</summary>
    public required string Participant { get; set; }

    /// <summary>The functional address that it is sent from.</summary>
    public required string Address { get; set; }

    /// <summary>Who writes it.</summary>
    public required string Author { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>What has been written, JSON, sealed by the node key.</summary>
    public required byte[] Body { get; set; }

    /// <summary>Counts changes, so that of two windows with the same draft the older one is told.</summary>
    public int Version { get; set; }
}

/// <summary>A file of a draft, in the content store.</summary>
internal sealed class DraftFileRow
{
    /// <summary>The content.</summary>
    public Guid Content { get; set; }

    /// <summary>The draft.</summary>
    public Guid DraftId { get; set; }
}
