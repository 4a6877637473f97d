namespace SdkNode.Node.Store.Rows;

/// <summary>A run of entries of one log, environment and participant, sealed together and chained to the run before (AP-5).</summary>
internal sealed class LogSegmentRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>Which log: event or security.</summary>
    public required string Log { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The participant.</summary>
    public required string Participant { get; set; }

    /// <summary>Its number in the chain, from 1.</summary>
    public long Number { get; set; }

    /// <summary>The id of the entry at its first place.</summary>
    public long FirstEntry { get; set; }

    /// <summary>The id of the entry at its last place.</summary>
    public long LastEntry { get; set; }

    /// <summary>How many entries.</summary>
    public int Count { get; set; }

    /// <summary>The time of its newest entry, by which it is kept.</summary>
    public DateTimeOffset NewestAt { get; set; }

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset SealedAt { get; set; }

    /// <summary>SHA-256 over the canonical bytes of its entries in order.</summary>
    public required byte[] Entries { get; set; }

    /// <summary>The digest of the segment before; 32 zeros for the first.</summary>
    public required byte[] Previous { get; set; }

    /// <summary>SHA-256 over all of the above.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>HMAC-SHA256 of the digest.</summary>
    public required byte[] Mac { get; set; }
}
