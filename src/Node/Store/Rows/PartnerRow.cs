namespace SdkNode.Node.Store.Rows;

/// <summary>A partner's access point that we have exchanged messages with, and how that went.</summary>
internal sealed class PartnerRow
{
    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>Its party id: the CN of its certificate (AS4-2).</summary>
    public required string Party { get; set; }

    /// <summary>When it was first met.</summary>
    public DateTimeOffset FirstAt { get; set; }

    /// <summary>The participant behind it that was met last.</summary>
    public string? Participant { get; set; }

    /// <summary>Where it was when we last sent to it.</summary>
    public string? Endpoint { get; set; }

    /// <summary>How many messages it has acknowledged.</summary>
    public long Sent { get; set; }

    /// <summary>When it acknowledged the last.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>How many messages of it were taken.</summary>
    public long Received { get; set; }

    /// <summary>When the last was.</summary>
    public DateTimeOffset? ReceivedAt { get; set; }

    /// <summary>How many tries failed or messages were refused.</summary>
    public long Faults { get; set; }

    /// <summary>When the last did.</summary>
    public DateTimeOffset? FaultAt { get; set; }

    /// <summary>Why.</summary>
    public string? Fault { get; set; }

    /// <summary>Which message it was.</summary>
    public string? FaultMessage { get; set; }

    /// <summary>When its test service was called last.</summary>
    public DateTimeOffset? PingedAt { get; set; }

    /// <summary>Why that gave no valid receipt; null when it did.</summary>
    public string? PingFault { get; set; }
}
