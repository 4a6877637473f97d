namespace SdkNode.Security.Encryption;

/// <summary>Enciphers and deciphers content as streams, in the forms of XML Encryption: the initialisation vector first, a GCM tag last.</summary>
public static class ContentCryptography
{
    /// <summary>A stream from which the ciphertext of another stream is read.</summary>
    public static Stream Encrypt(Stream plaintext, ContentKey key, bool leaveOpen = false) => throw new NotImplementedException();

    /// <summary>A stream from which the plaintext of a ciphertext is read; nothing of it may be believed before its end has been reached.</summary>
    public static Stream Decrypt(Stream ciphertext, ContentKey key, bool leaveOpen = false) => throw new NotImplementedException();

    /// <summary>A stream that enciphers what is written to it. The end is written when it is disposed.</summary>
    public static Stream EncryptTo(Stream destination, ContentKey key, bool leaveOpen = false) => throw new NotImplementedException();

    /// <summary>A stream that deciphers what is written to it. The end is checked by FinishAsync.</summary>
    public static Stream DecryptTo(Stream destination, ContentKey key, bool leaveOpen = false) => throw new NotImplementedException();

    /// <summary>The exact length of the ciphertext of a plaintext.</summary>
    public static long EncryptedLength(ContentCipher cipher, long plainLength) =>
        cipher.IsAuthenticated() ? 12 + plainLength + 16 : 16 + ((plainLength / 16) + 1) * 16;
}
