using System.Xml;

namespace SdkNode.Security.Encryption;

/// <summary>Writes the beginning of xenc:EncryptedData; the caller goes on with ds:KeyInfo and xenc:CipherData and ends the element.</summary>
public static class EncryptedDataWriter
{
    /// <summary>Writes the start tag and the EncryptionMethod.</summary>
    /// <param name="writer">Takes the XML.</param>
    /// <param name="cipher">The content's cipher.</param>
    /// <param name="type">What the plaintext is, a URI.</param>
    /// <param name="id">The Id attribute, or none.</param>
    /// <param name="mimeType">The MimeType attribute, or none.</param>
    public static void WriteStart(XmlWriter writer, ContentCipher cipher, string type, string? id = null, string? mimeType = null)
    {
        writer.WriteStartElement("xenc", "EncryptedData", XmlNamespaces.Xenc);
        if (id is not null)
        {
            writer.WriteAttributeString("Id", id);
        }

        writer.WriteAttributeString("Type", type);
        if (mimeType is not null)
        {
            writer.WriteAttributeString("MimeType", mimeType);
        }

        writer.WriteStartElement("xenc", "EncryptionMethod", XmlNamespaces.Xenc);
        writer.WriteAttributeString("Algorithm", cipher.ToUri());
        writer.WriteEndElement();
    }
}
