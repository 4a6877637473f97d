namespace SdkNode.Security.Encryption;

/// <summary>The names and sizes of the content ciphers.</summary>
public static class ContentCiphers
{
    /// <summary>The algorithm URI.</summary>
    public static string ToUri(this ContentCipher cipher) => cipher switch
    {
        ContentCipher.Aes128Cbc => XmlNamespaces.Xenc + "aes128-cbc",
        ContentCipher.Aes256Cbc => XmlNamespaces.Xenc + "aes256-cbc",
        ContentCipher.Aes128Gcm => XmlNamespaces.Xenc11 + "aes128-gcm",
        ContentCipher.Aes256Gcm => XmlNamespaces.Xenc11 + "aes256-gcm",
        _ => throw new ArgumentOutOfRangeException(nameof(cipher)),
    };

    /// <summary>The cipher of an algorithm URI; null when it is not one of ours.</summary>
    public static ContentCipher? FromUri(string? uri) => uri switch
    {
        XmlNamespaces.Xenc + "aes128-cbc" => ContentCipher.Aes128Cbc,
        XmlNamespaces.Xenc + "aes256-cbc" => ContentCipher.Aes256Cbc,
        XmlNamespaces.Xenc11 + "aes128-gcm" => ContentCipher.Aes128Gcm,
        XmlNamespaces.Xenc11 + "aes256-gcm" => ContentCipher.Aes256Gcm,
        _ => null,
    };

    /// <summary>The length of a key, in bytes.</summary>
    public static int KeyBytes(this ContentCipher cipher) => cipher is ContentCipher.Aes128Cbc or ContentCipher.Aes128Gcm ? 16 : 32;

    /// <summary>True when a changed ciphertext is detected by the cipher itself.</summary>
    public static bool IsAuthenticated(this ContentCipher cipher) => cipher is ContentCipher.Aes128Gcm or ContentCipher.Aes256Gcm;
}
