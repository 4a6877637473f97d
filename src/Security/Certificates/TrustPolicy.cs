using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>What a certificate is used for; decides the key usage and extended key usage it needs where it has these extensions.</summary>
public enum CertificateUse
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>Signing messages or metadata: digitalSignature or nonRepudiation.</summary>
    Signing,

    /// <summary>Having keys encrypted to it: keyEncipherment.</summary>
    Encryption,

    /// <summary>The client's end of TLS: digitalSignature, and clientAuth.</summary>
    TlsClient,

    /// <summary>The server's end of TLS: digitalSignature or keyEncipherment, and serverAuth.</summary>
    TlsServer,
}

/// <summary>What follows when nobody can tell whether a certificate is revoked (PKI-7).</summary>
public enum RevocationPolicy
{
    /// <summary>The certificate is undetermined: nothing is accepted and nothing is rejected.</summary>
    Hard,

    /// <summary>The certificate is trusted, with a warning.</summary>
    Soft,

    /// <summary>Revocation is not looked up.</summary>
    Off,
}

/// <summary>Whom to trust for one purpose in one environment (PKI-1). Immutable but for <see cref="Live"/>; shared freely.</summary>
public sealed record TrustPolicy
{
    /// <summary>The purpose in words for people, such as "AP of environment QA".</summary>
    public required string Purpose { get; init; }

    /// <summary>Trust that can change while the policy is in use; where it is given, <see cref="Anchors"/> and <see cref="Issuers"/> are what it holds now.</summary>
    public LiveTrust? Live { get; init; }

    /// <summary>The certificate authorities where a chain may end. A root, or an issuing CA whose root is not known.</summary>
    public IReadOnlyList<X509Certificate2> Anchors { get => Live?.Current.Anchors ?? field; init; } = [];

    /// <summary>
    /// When not empty: the authorities of which one must itself have issued the certificate (DIR-4, AS4-SEC-4). They also serve
    /// as intermediates, and must themselves lead to an anchor unless they are anchors.
    /// </summary>
    public IReadOnlyList<X509Certificate2> Issuers { get => Live?.Current.Issuers ?? field; init; } = [];

    /// <summary>Further certificates that may stand between a certificate and its anchor.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>What follows when revocation is unknown; hard by default (PKI-7).</summary>
    public RevocationPolicy Revocation { get; init; } = RevocationPolicy.Hard;

    /// <summary>The shortest RSA key accepted anywhere in the chain, in bits (PKI-4).</summary>
    public int MinimumRsaBits { get; init; } = 2048;

    /// <summary>What the certificate is used for.</summary>
    public CertificateUse Use { get; init; } = CertificateUse.Any;

    /// <summary>Certificate policies of which the certificate must name at least one; empty: no demand.</summary>
    public IReadOnlyList<string> RequiredPolicyOids { get; init; } = [];
}
