using SdkNode.Security.Encryption;

namespace SdkNode.As4.WsSecurity;

/// <summary>How one attachment is encrypted.</summary>
/// <param name="ContentId">Its Content-ID.</param>
/// <param name="MimeType">The media type of the plaintext, which decides how it is digested (AS4-SEC-1); null when not stated.</param>
/// <param name="Cipher">The cipher.</param>
/// <param name="Key">The wrapped key.</param>
internal sealed record EncryptedAttachment(string ContentId, string? MimeType, ContentCipher Cipher, EncryptedKeyInfo Key);
