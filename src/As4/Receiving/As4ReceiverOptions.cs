using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Receiving;

/// <summary>How one environment receives: who we are, whom we trust and the limits (AS4-8).</summary>
public sealed record As4ReceiverOptions
{
    /// <summary>Our party id: CN of our access point's certificate. Another one in To gives EBMS:0010.</summary>
    public required string OwnPartyId { get; init; }

    /// <summary>The key that signs receipts and errors.</summary>
    public required KeyPair Signing { get; init; }

    /// <summary>The keys that open attachments; two during a rotation (PKI).</summary>
    public required IReadOnlyList<KeyPair> Decryption { get; init; }

    /// <summary>The environment's access point trust (AS4-SEC-4).</summary>
    public required TrustPolicy ApTrust { get; init; }

    /// <summary>Certificates that a peer may name by issuer and serial, key identifier or thumbprint instead of sending them.</summary>
    public Func<IReadOnlyList<X509Certificate2>> KnownCertificates { get; init; } = static () => [];

    /// <summary>Accepted PartyId types; null accepts any (ID-10, a setting).</summary>
    public IReadOnlySet<string>? PartyTypes { get; init; }

    /// <summary>The greatest difference between a peer's wsu:Timestamp and our clock (AS4-SEC-1).</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The limits.</summary>
    public As4Limits Limits { get; init; } = new();
}
