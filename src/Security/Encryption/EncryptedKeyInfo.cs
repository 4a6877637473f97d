using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Encryption;

/// <summary>A content key wrapped for a receiver, as read from xenc:EncryptedKey.</summary>
public sealed class EncryptedKeyInfo
{
    internal EncryptedKeyInfo(KeyTransport transport, byte[] cipherValue) => (Transport, CipherValue) = (transport, cipherValue);

    /// <summary>How the key is wrapped.</summary>
    public KeyTransport Transport { get; }

    /// <summary>The wrapped key.</summary>
    public ReadOnlyMemory<byte> CipherValue { get; }

    /// <summary>The ds:KeyInfo that names the receiver's certificate, or null.</summary>
    public XmlTreeElement? KeyInfo { get; internal init; }

    /// <summary>The ids (without <c>#</c>) of the EncryptedData that the ReferenceList names; empty when there is no list.</summary>
    public IReadOnlyList<string> DataReferences { get; internal init; } = [];

    /// <summary>The Id of the element, or null.</summary>
    public string? Id { get; internal init; }

    /// <summary>Reads an xenc:EncryptedKey strictly: only the elements of the standard, each once, and only algorithms of the policy.</summary>
    /// <param name="encryptedKey">The element.</param>
    /// <param name="policy">The algorithms that are accepted.</param>
    public static Result<EncryptedKeyInfo, DecryptionFault> Read(XmlTreeElement encryptedKey, EncryptionPolicy policy) =>
        EncryptedKeyReader.Read(encryptedKey, policy);

    /// <summary>Unwraps the key. The key is the caller's to dispose.</summary>
    /// <param name="privateKey">The receiver's private key.</param>
    /// <param name="cipher">The cipher of the content that the key is for; its length must be the key's.</param>
    /// <returns>The key; or <see cref="DecryptionFault.Undecryptable"/>, whatever went wrong.</returns>
    /// <remarks>
    /// No random key is put in the place of one that cannot be unwrapped. That remedy is for PKCS #1 v1.5, which is never
    /// accepted. OAEP is secure against chosen ciphertexts given that its own faults cannot be told apart (Manger's attack), and
    /// the platform's RSA checks them in constant time and reports them as one; that unwrapping failed as such, which the time
    /// shows to whoever chooses the ciphertext, helps nobody. Against padding oracles of CBC stands the rule that nothing is
    /// deciphered before the signature over the ciphertext has been verified (O2O-1).
    /// </remarks>
    public Result<ContentKey, DecryptionFault> Unwrap(RSA privateKey, ContentCipher cipher)
    {
        if (!OaepCipher.Decrypt(privateKey, Transport, CipherValue.ToArray()).TryGet(out var bytes, out var fault))
        {
            return fault;
        }

        Result<ContentKey, DecryptionFault> key = bytes.Length == cipher.KeyBytes() ? new ContentKey(cipher, bytes) : DecryptionFault.Undecryptable;
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }
}
