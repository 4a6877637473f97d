namespace SdkNode.Security.Encryption;

/// <summary>
/// Enciphers and deciphers content as streams, in the forms of XML Encryption: the initialisation vector first, the tag of GCM
/// last (O2O-2, AS4-SEC-2). Memory does not grow with the content. The key may be disposed once the stream exists.
/// </summary>
public static class ContentCryptography
{
    /// <summary>A stream from which the ciphertext of another stream is read.</summary>
    public static Stream Encrypt(Stream plaintext, ContentKey key, bool leaveOpen = false) =>
        new ChunkReadStream(plaintext, Encipherment(key), leaveOpen);

    /// <summary>
    /// A stream from which the plaintext of a ciphertext is read. Nothing of it may be believed before its end has been read:
    /// reading throws <see cref="UndecryptableException"/> where length, padding or tag are wrong. CBC detects few changes; a
    /// signature over the ciphertext must have been verified before (O2O-1).
    /// </summary>
    public static Stream Decrypt(Stream ciphertext, ContentKey key, bool leaveOpen = false) =>
        new ChunkReadStream(ciphertext, Decipherment(key), leaveOpen);

    /// <summary>A stream that writes the ciphertext of what is written to it; it must be completed.</summary>
    public static ChunkWriteStream EncryptTo(Stream destination, ContentKey key, bool leaveOpen = false) =>
        new(destination, Encipherment(key), leaveOpen);

    /// <summary>
    /// A stream that writes the plaintext of what is written to it; it must be completed, and nothing of the plaintext may be
    /// believed before that has succeeded. See <see cref="Decrypt"/> for what is thrown.
    /// </summary>
    public static ChunkWriteStream DecryptTo(Stream destination, ContentKey key, bool leaveOpen = false) =>
        new(destination, Decipherment(key), leaveOpen);

    /// <summary>The exact length of the ciphertext of a plaintext, both in bytes.</summary>
    public static long EncryptedLength(ContentCipher cipher, long plainLength) => cipher.IsAuthenticated()
        ? GcmEncipherment.NonceBytes + plainLength + GcmEncipherment.TagBytes
        : ((plainLength / CbcEncipherment.BlockBytes) + 2) * CbcEncipherment.BlockBytes;

    private static ChunkTransform Encipherment(ContentKey key) =>
        key.Cipher.IsAuthenticated() ? new GcmEncipherment(key) : new CbcEncipherment(key);

    private static ChunkTransform Decipherment(ContentKey key) =>
        key.Cipher.IsAuthenticated() ? new GcmDecipherment(key) : new CbcDecipherment(key);
}
