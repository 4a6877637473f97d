namespace SdkNode.Node.Store.Rows;

/// <summary>A partner's access point that this node has met in one environment, with how it went last.</summary>
internal sealed class PartnerRow
{
    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The access point's party id.</summary>
    public required string PartyId { get; set; }

    /// <summary>Where it was reached last; null when it has only sent.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Its certificate as met last (DER).</summary>
    public byte[]? Certificate { get; set; }

    /// <summary>What was found out about the certificate last, in words; null: nothing is wrong, or nobody has looked.</summary>
    public string? CertificateFault { get; set; }

    /// <summary>When its certificate was looked at last.</summary>
    public DateTimeOffset? CertificateCheckedAt { get; set; }

    /// <summary>When it was met first.</summary>
    public DateTimeOffset FirstSeenAt { get; set; }

    /// <summary>When it was met last, in whichever way.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it last acknowledged a message of ours with a valid receipt, pings included.</summary>
    public DateTimeOffset? LastSentAt { get; set; }

    /// <summary>When a message of it was last received and acknowledged.</summary>
    public DateTimeOffset? LastReceivedAt { get; set; }

    /// <summary>When something last failed with it.</summary>
    public DateTimeOffset? LastFaultAt { get; set; }

    /// <summary>What failed, in words; never content.</summary>
    public string? LastFault { get; set; }
}
