using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Encryption;

namespace SdkNode.As4.WsSecurity;

/// <summary>The unwrapped content keys of a message. Disposing overwrites them.</summary>
internal sealed class AttachmentKeys : IDisposable
{
    private readonly Dictionary<(EncryptedKeyInfo, ContentCipher), ContentKey> _keys = [];

    private AttachmentKeys()
    {
    }

    /// <summary>True when a key could not be unwrapped: known to us only, see <see cref="Unwrap"/>.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>
    /// Unwraps the keys of all attachments. One that does not unwrap is replaced by a random one: so a bad key shows at the same
    /// place, after the same work and with the same code as a bad tag, and tells a peer nothing about the padding.
    /// </summary>
    public static Result<AttachmentKeys, As4Fault> Unwrap(
        IEnumerable<EncryptedAttachment> attachments, TokenResolver tokens, IReadOnlyList<KeyPair> own)
    {
        var keys = new AttachmentKeys();
        foreach (var attachment in attachments)
        {
            if (keys._keys.ContainsKey((attachment.Key, attachment.Cipher)))
            {
                continue;
            }

            var certificate = tokens.Resolve(attachment.Key.KeyInfo)?.Certificate;
            if (own.FirstOrDefault(pair => IsSame(pair.Certificate, certificate)) is not { } owner)
            {
                keys.Dispose();
                return As4Fault.Decryption($"Encrypted for {(certificate is null ? "no certificate of ours" : CertificateNames.Describe(certificate))}.");
            }

            if (!attachment.Key.Unwrap(owner.PrivateKey, attachment.Cipher).TryGet(out var key, out _))
            {
                key = ContentKey.Generate(attachment.Cipher);
                keys.HasFailed = true;
            }

            keys._keys.Add((attachment.Key, attachment.Cipher), key);
        }

        return keys;
    }

    /// <summary>The key of an attachment.</summary>
    public ContentKey For(EncryptedAttachment attachment) => _keys[(attachment.Key, attachment.Cipher)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private static bool IsSame(X509Certificate2 one, X509Certificate2? other) =>
        other is not null && one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);
}
