namespace SdkNode.Security.Encryption;

/// <summary>The ciphers for content (O2O-2, AS4-SEC-2).</summary>
public enum ContentCipher
{
    /// <summary>AES-128 in CBC mode with the padding of XML Encryption.</summary>
    Aes128Cbc,

    /// <summary>AES-256 in CBC mode with the padding of XML Encryption; the profile's cipher between organisations.</summary>
    Aes256Cbc,

    /// <summary>AES-128 in Galois counter mode; the profile's cipher between access points.</summary>
    Aes128Gcm,

    /// <summary>AES-256 in Galois counter mode.</summary>
    Aes256Gcm,
}
