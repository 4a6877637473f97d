using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.Security;
using SdkNode.Security.Encryption;

namespace SdkNode.As4.WsSecurity;

/// <summary>An attachment to be encrypted: its Content-ID, and the media type of its octets before encryption.</summary>
internal sealed record AttachmentLabel(string ContentId, string MimeType);

/// <summary>Writes the elements that tell how the attachments are encrypted: token, EncryptedKey, one EncryptedData each (AS4-SEC-2).</summary>
internal static class AttachmentEncryption
{
    /// <summary>Writes the elements in the order in which they stand in <c>wsse:Security</c>.</summary>
    public static byte[] Write(ContentKey key, X509Certificate2 receiver, IReadOnlyList<AttachmentLabel> attachments, string uniqueSuffix) => SoapXml.Write(writer =>
    {
        var (tokenId, keyId) = ($"X509-ENC-{uniqueSuffix}", $"EK-{uniqueSuffix}");
        using var publicKey = receiver.GetRSAPublicKey() ?? throw new ArgumentException("The receiver's certificate has no RSA key.", nameof(receiver));
        SecurityTokenWriter.WriteBinaryToken(writer, receiver, tokenId);
        EncryptedKeyWriter.Write(
            writer, KeyTransport.Oaep11Sha256, key.Wrap(publicKey, KeyTransport.Oaep11Sha256),
            info => SecurityTokenWriter.WriteTokenReference(info, tokenId, WsNames.X509V3),
            keyId, [.. attachments.Select((_, index) => DataId(index, uniqueSuffix))]);
        for (var i = 0; i < attachments.Count; i++)
        {
            WriteData(writer, attachments[i], key.Cipher, keyId, DataId(i, uniqueSuffix));
        }
    });

    private static string DataId(int index, string uniqueSuffix) => $"ED{index}-{uniqueSuffix}";

    private static void WriteData(XmlWriter writer, AttachmentLabel attachment, ContentCipher cipher, string keyId, string dataId)
    {
        writer.WriteStartElement("xenc", "EncryptedData", XmlNamespaces.Xenc);
        writer.WriteAttributeString("Id", dataId);
        writer.WriteAttributeString("MimeType", attachment.MimeType);
        writer.WriteAttributeString("Type", WsNames.AttachmentContentOnly);
        WriteAlgorithm(writer, "xenc", "EncryptionMethod", XmlNamespaces.Xenc, cipher.ToUri());
        writer.WriteStartElement("ds", "KeyInfo", XmlNamespaces.Ds);
        writer.WriteStartElement("wsse", "SecurityTokenReference", XmlNamespaces.Wsse);
        writer.WriteAttributeString("wsse11", "TokenType", XmlNamespaces.Wsse11, WsNames.EncryptedKeyToken);
        writer.WriteStartElement("wsse", "Reference", XmlNamespaces.Wsse);
        writer.WriteAttributeString("URI", "#" + keyId);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteStartElement("xenc", "CipherData", XmlNamespaces.Xenc);
        writer.WriteStartElement("xenc", "CipherReference", XmlNamespaces.Xenc);
        writer.WriteAttributeString("URI", ContentIds.ToUri(attachment.ContentId));
        writer.WriteStartElement("xenc", "Transforms", XmlNamespaces.Xenc);
        WriteAlgorithm(writer, "ds", "Transform", XmlNamespaces.Ds, WsNames.AttachmentCiphertext);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteAlgorithm(XmlWriter writer, string prefix, string name, string ns, string algorithm)
    {
        writer.WriteStartElement(prefix, name, ns);
        writer.WriteAttributeString("Algorithm", algorithm);
        writer.WriteEndElement();
    }
}
