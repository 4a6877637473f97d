using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Encryption;

/// <summary>A content key wrapped for a receiver, as read from xenc:EncryptedKey.</summary>
public sealed class EncryptedKeyInfo
{
    private EncryptedKeyInfo(KeyTransport transport, ReadOnlyMemory<byte> cipherValue) => (Transport, CipherValue) = (transport, cipherValue);

    /// <summary>How the key is wrapped.</summary>
    public KeyTransport Transport { get; }

    /// <summary>The wrapped key.</summary>
    public ReadOnlyMemory<byte> CipherValue { get; }

    /// <summary>The ds:KeyInfo that names the receiver's certificate, or null.</summary>
    public XmlTreeElement? KeyInfo { get; private init; }

    /// <summary>The ids (without <c>#</c>) of the EncryptedData that the ReferenceList names; empty when there is no list.</summary>
    public IReadOnlyList<string> DataReferences { get; private init; } = [];

    /// <summary>The Id of the element, or null.</summary>
    public string? Id { get; private init; }

    /// <summary>Reads an xenc:EncryptedKey strictly.</summary>
    public static Result<EncryptedKeyInfo, DecryptionFault> Read(XmlTreeElement encryptedKey, EncryptionPolicy policy) => throw new NotImplementedException();

    /// <summary>Unwraps the key for a cipher.</summary>
    public Result<ContentKey, DecryptionFault> Unwrap(RSA privateKey, ContentCipher cipher) => throw new NotImplementedException();
}
