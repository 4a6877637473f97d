using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.Security;
using SdkNode.Security.Encryption;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>Reads the EncryptedData of a header strictly: one for each attachment, none for anything else (AS4-SEC-2, AS4-SEC-3).</summary>
internal sealed class EncryptedAttachments
{
    private readonly List<EncryptedKeyInfo> _keys = [];
    private readonly Dictionary<string, EncryptedAttachment> _attachments = new(StringComparer.Ordinal);

    private EncryptedAttachments()
    {
    }

    /// <summary>Reads and checks; gives the attachments by Content-ID.</summary>
    public static Result<Dictionary<string, EncryptedAttachment>, As4Fault> Read(SecurityHeader header, IReadOnlyList<As4Part> parts)
    {
        var reader = new EncryptedAttachments();
        var fault = reader.ReadKeys(header) ?? reader.ReadData(header);
        if (fault is not null)
        {
            return fault;
        }

        var ids = parts.Select(part => part.ContentId).ToHashSet(StringComparer.Ordinal);
        return ids.SetEquals(reader._attachments.Keys)
            ? reader._attachments
            : As4Fault.Policy("AS4-SEC-2", "The encrypted attachments are not exactly those that PayloadInfo names.");
    }

    private As4Fault? ReadKeys(SecurityHeader header)
    {
        foreach (var element in header.EncryptedKeys)
        {
            if (!EncryptedKeyInfo.Read(element, EncryptionPolicy.As4).TryGet(out var key, out var fault))
            {
                return Map(fault);
            }

            _keys.Add(key);
        }

        return null;
    }

    private As4Fault? ReadData(SecurityHeader header)
    {
        foreach (var data in header.EncryptedData)
        {
            if (data.Attribute("", "Type") != WsNames.AttachmentContentOnly)
            {
                return As4Fault.Policy("AS4-SEC-2", "EncryptedData is not of the type Attachment-Content-Only.");
            }

            if (ContentCiphers.FromUri(data.Element(XmlNamespaces.Xenc, "EncryptionMethod")?.Attribute("", "Algorithm")) is not { } cipher
                || !EncryptionPolicy.As4.Allows(cipher))
            {
                return As4Fault.Policy("AS4-SEC-2", "An attachment is encrypted with another cipher than AES-GCM.");
            }

            if (CipherReference(data) is not { } id)
            {
                return As4Fault.Policy("AS4-SEC-2", "EncryptedData is not one CipherReference to an attachment with the ciphertext transform.");
            }

            if (KeyOf(data) is not { } key)
            {
                return As4Fault.Decryption("EncryptedData leads to no single EncryptedKey.");
            }

            if (!_attachments.TryAdd(id, new EncryptedAttachment(id, data.Attribute("", "MimeType"), cipher, key)))
            {
                return As4Fault.Policy("AS4-SEC-3", "An attachment is encrypted twice.");
            }
        }

        return null;
    }

    private static string? CipherReference(XmlTreeElement data)
    {
        var reference = data.Element(XmlNamespaces.Xenc, "CipherData")?.Elements().ToList() is [var only]
            && only.Is(XmlNamespaces.Xenc, "CipherReference") ? only : null;
        var transforms = reference?.Element(XmlNamespaces.Xenc, "Transforms")?.Elements().ToList();
        return transforms is [var transform] && transform.Attribute("", "Algorithm") == WsNames.AttachmentCiphertext
            ? ContentIds.FromUri(reference!.Attribute("", "URI") ?? "")
            : null;
    }

    // By the token reference; where there is none, by the key's ReferenceList. More than one candidate is none.
    private EncryptedKeyInfo? KeyOf(XmlTreeElement data)
    {
        var uri = data.Element(XmlNamespaces.Ds, "KeyInfo")?.Element(XmlNamespaces.Wsse, "SecurityTokenReference")
            ?.Element(XmlNamespaces.Wsse, "Reference")?.Attribute("", "URI");
        var id = data.Attribute("", "Id");
        var candidates = uri is ['#', _, ..]
            ? _keys.Where(key => key.Id == uri[1..])
            : _keys.Where(key => id is not null && key.DataReferences.Contains(id));
        return candidates.ToList() is [var only] ? only : null;
    }

    private static As4Fault Map(DecryptionFault fault) => fault.Kind is DecryptionFaultKind.AlgorithmNotAllowed
        ? As4Fault.Policy("AS4-SEC-2", fault.Detail)
        : As4Fault.Decryption(fault.Detail);
}
