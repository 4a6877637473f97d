using System.Security.Cryptography;

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
}
