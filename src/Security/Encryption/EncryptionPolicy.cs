using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Encryption;

/// <summary>Which algorithms are accepted on receipt.</summary>
public sealed class EncryptionPolicy
{
    private readonly ContentCipher[] _ciphers;
    private readonly HashAlgorithmName[] _digests;

    private EncryptionPolicy(ContentCipher[] ciphers, HashAlgorithmName[] digests) => (_ciphers, _digests) = (ciphers, digests);

    /// <summary>Between organisations: CBC and GCM, and RSA-OAEP with any hash of the standard (O2O-2).</summary>
    public static EncryptionPolicy Envelope { get; } = new(
        [ContentCipher.Aes128Cbc, ContentCipher.Aes256Cbc, ContentCipher.Aes128Gcm, ContentCipher.Aes256Gcm],
        [HashAlgorithmName.SHA1, HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512]);

    /// <summary>Between access points: GCM only, and RSA-OAEP with SHA-256 or stronger as its digest (AS4-SEC-2).</summary>
    public static EncryptionPolicy As4 { get; } = new(
        [ContentCipher.Aes128Gcm, ContentCipher.Aes256Gcm],
        [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512]);

    /// <summary>True when content in this cipher is accepted.</summary>
    public bool Allows(ContentCipher cipher) => _ciphers.Contains(cipher);

    /// <summary>True when keys wrapped like this are accepted. The hash of MGF1 is free: its strength does not depend on collisions.</summary>
    public bool Allows(KeyTransport transport) => transport.IsSupported && _digests.Contains(transport.Digest);

    /// <summary>Reads the xenc:EncryptionMethod of an EncryptedData.</summary>
    /// <param name="encryptedData">The EncryptedData element.</param>
    /// <param name="cipher">The cipher, when no fault is given.</param>
    /// <returns>Null, or why the method is refused.</returns>
    public DecryptionFault? ReadCipher(XmlTreeElement encryptedData, out ContentCipher cipher)
    {
        cipher = default;
        if (encryptedData.Elements(XmlNamespaces.Xenc, "EncryptionMethod").ToList() is not [var method])
        {
            return new DecryptionFault(DecryptionFaultKind.Malformed, $"{encryptedData.Path} has not exactly one EncryptionMethod.");
        }

        var algorithm = method.Attribute("", "Algorithm");
        if (ContentCiphers.FromUri(algorithm) is not { } named || !Allows(named))
        {
            return new DecryptionFault(DecryptionFaultKind.AlgorithmNotAllowed, $"{method.Path}: {algorithm ?? "no algorithm"} is not accepted.");
        }

        cipher = named;
        return null;
    }
}
