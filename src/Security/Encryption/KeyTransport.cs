using System.Security.Cryptography;

namespace SdkNode.Security.Encryption;

/// <summary>How a content key is wrapped with RSA-OAEP (O2O-2, AS4-SEC-2).</summary>
/// <param name="Algorithm">The URI of the EncryptionMethod: <see cref="RsaOaepMgf1p"/> or <see cref="RsaOaep"/>.</param>
/// <param name="Digest">The hash of the label.</param>
/// <param name="Mgf">The hash of the mask generation function MGF1.</param>
public sealed record KeyTransport(string Algorithm, HashAlgorithmName Digest, HashAlgorithmName Mgf)
{
    /// <summary>RSA-OAEP of XML Encryption 1.0, whose mask generation is MGF1 with SHA-1.</summary>
    public const string RsaOaepMgf1p = XmlNamespaces.Xenc + "rsa-oaep-mgf1p";

    /// <summary>RSA-OAEP of XML Encryption 1.1, which names its mask generation.</summary>
    public const string RsaOaep = XmlNamespaces.Xenc11 + "rsa-oaep";

    /// <summary>rsa-oaep-mgf1p with SHA-1 throughout: what the profile says between organisations (O2O-2).</summary>
    public static KeyTransport OaepMgf1p { get; } = new(RsaOaepMgf1p, HashAlgorithmName.SHA1, HashAlgorithmName.SHA1);

    /// <summary>rsa-oaep of 1.1 with SHA-256 throughout: what the profile says between access points (AS4-SEC-2).</summary>
    public static KeyTransport Oaep11Sha256 { get; } = new(RsaOaep, HashAlgorithmName.SHA256, HashAlgorithmName.SHA256);

    /// <summary>True when both the URI and the hashes are ones that this node can use.</summary>
    public bool IsSupported => Algorithm is RsaOaepMgf1p or RsaOaep && OaepHashes.IsKnown(Digest) && OaepHashes.IsKnown(Mgf);

    /// <summary>True when digest and mask generation use different hashes, which the platform's RSA does not offer.</summary>
    public bool IsMixed => Digest != Mgf;
}
