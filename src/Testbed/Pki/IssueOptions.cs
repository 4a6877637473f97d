using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>How a certificate is issued.</summary>
public sealed record IssueOptions
{
    /// <summary>DNS names and IP addresses of the subject.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The organisation in the subject, or a neutral one.</summary>
    public string? Organization { get; init; }

    /// <summary>When the validity begins; null: a day before now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the validity ends; null: two years after now.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The length of the RSA key in bits; null: what the PKI's options say.</summary>
    public int? KeyBits { get; init; }

    /// <summary>Key usages.</summary>
    public X509KeyUsageFlags KeyUsages { get; init; } = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment;

    /// <summary>Extended key usages; null: what the authority gives; empty: no such extension.</summary>
    public IReadOnlyList<string>? ExtendedKeyUsages { get; init; }

    /// <summary>Whether the certificate names a CRL.</summary>
    public bool NamesCrl { get; init; } = true;

    /// <summary>Whether the certificate names an OCSP answerer.</summary>
    public bool NamesOcsp { get; init; } = true;
}
