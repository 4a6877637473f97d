namespace SdkNode.Testbed.Pki;

/// <summary>How a certificate is issued.</summary>
public sealed record IssueOptions
{
    /// <summary>DNS names of the subject.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The organisation in the subject, or none.</summary>
    public string? Organization { get; init; }

    /// <summary>When the validity begins; null: a day before now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the validity ends; null: two years after now, and never after the issuer's.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The length of the RSA key in bits; null: what the PKI's options say.</summary>
    public int? KeyBits { get; init; }

    /// <summary>Extended key usages; null: what the authority gives.</summary>
    public IReadOnlyList<string>? ExtendedKeyUsages { get; init; }

    /// <summary>Whether the certificate names a CRL.</summary>
    public bool NamesCrl { get; init; } = true;

    /// <summary>Whether the certificate names an OCSP answerer.</summary>
    public bool NamesOcsp { get; init; } = true;
}
