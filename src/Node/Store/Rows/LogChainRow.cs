namespace SdkNode.Node.Store.Rows;

/// <summary>Where a chain of segments begins and ends: without it nobody would miss its oldest or newest segments.</summary>
internal sealed class LogChainRow
{
    /// <summary>Which log.</summary>
    public required string Log { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The participant.</summary>
    public required string Participant { get; set; }

    /// <summary>The number of the oldest segment kept; one above the newest when none is.</summary>
    public long Oldest { get; set; }

    /// <summary>The number of the newest segment.</summary>
    public long Newest { get; set; }

    /// <summary>The digest of the newest segment.</summary>
    public required byte[] NewestDigest { get; set; }

    /// <summary>HMAC-SHA256 over all of the above.</summary>
    public required byte[] Mac { get; set; }
}
