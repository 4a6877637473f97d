using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Receiving;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Inspecting;

/// <summary>What an inspection may use.</summary>
public sealed record As4InspectOptions
{
    /// <summary>Keys that may open the attachments; none: decryption is skipped.</summary>
    public IReadOnlyList<KeyPair> Keys { get; init; } = [];

    /// <summary>Whom to trust; null: trust is skipped.</summary>
    public TrustPolicy? Trust { get; init; }

    /// <summary>Checks trust; needed with <see cref="Trust"/>. Its clock decides validity.</summary>
    public CertificateVerifier? Certificates { get; init; }

    /// <summary>Certificates that a peer may have named instead of sent.</summary>
    public IReadOnlyList<X509Certificate2> KnownCertificates { get; init; } = [];

    /// <summary>The time that a wsu:Timestamp is held against; null: it is not.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Opens where the octets of payload number n go once decoded; null: they are only verified.</summary>
    public Func<int, Stream>? PayloadOutput { get; init; }

    /// <summary>The Content-Type, when the saved body comes without its HTTP headers and it is known; null: it is guessed from the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The limits.</summary>
    public As4Limits Limits { get; init; } = new();
}
