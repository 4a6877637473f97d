using SdkNode.Node.Trust;

namespace SdkNode.Node.Store.Rows;

/// <summary>A certificate of a partner that was met within the last 90 days, and whether it still counts.</summary>
internal sealed class PartnerCertificateRow
{
    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>What it was trusted for.</summary>
    public TrustPurpose Purpose { get; set; }

    /// <summary>Whose it is: a party, a participant, a host.</summary>
    public required string Holder { get; set; }

    /// <summary>The certificate, DER.</summary>
    public required byte[] Raw { get; set; }

    /// <summary>When its validity ends.</summary>
    public DateTimeOffset ValidTo { get; set; }

    /// <summary>When it was last met.</summary>
    public DateTimeOffset MetAt { get; set; }

    /// <summary>When it was last judged.</summary>
    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>What was wrong with it then: a kind of fault; null when nothing was.</summary>
    public string? Fault { get; set; }

    /// <summary>The same in words.</summary>
    public string? FaultDetail { get; set; }
}
