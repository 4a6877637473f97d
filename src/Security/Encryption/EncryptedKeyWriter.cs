using System.Security.Cryptography;
using System.Xml;

namespace SdkNode.Security.Encryption;

/// <summary>Writes xenc:EncryptedKey.</summary>
public static class EncryptedKeyWriter
{
    /// <summary>Writes the element, with prefixes xenc, xenc11 and ds, declared where they are not in scope.</summary>
    /// <param name="writer">Takes the XML.</param>
    /// <param name="transport">How the key is wrapped; written in full, so that nothing depends on defaults.</param>
    /// <param name="wrappedKey">The wrapped key.</param>
    /// <param name="keyInfo">Writes the content of ds:KeyInfo, which names the receiver's certificate; null: no ds:KeyInfo.</param>
    /// <param name="id">The Id attribute, or none.</param>
    /// <param name="dataReferences">The ids (without <c>#</c>) of the EncryptedData that the key is for; none: no ReferenceList.</param>
    public static void Write(
        XmlWriter writer,
        KeyTransport transport,
        ReadOnlySpan<byte> wrappedKey,
        Action<XmlWriter>? keyInfo,
        string? id = null,
        IReadOnlyCollection<string>? dataReferences = null)
    {
        writer.WriteStartElement("xenc", "EncryptedKey", XmlNamespaces.Xenc);
        if (id is not null)
        {
            writer.WriteAttributeString("Id", id);
        }

        WriteMethod(writer, transport);
        if (keyInfo is not null)
        {
            writer.WriteStartElement("ds", "KeyInfo", XmlNamespaces.Ds);
            keyInfo(writer);
            writer.WriteEndElement();
        }

        writer.WriteStartElement("xenc", "CipherData", XmlNamespaces.Xenc);
        writer.WriteElementString("xenc", "CipherValue", XmlNamespaces.Xenc, Convert.ToBase64String(wrappedKey));
        writer.WriteEndElement();
        if (dataReferences is { Count: > 0 })
        {
            WriteReferences(writer, dataReferences);
        }

        writer.WriteEndElement();
    }

    private static void WriteMethod(XmlWriter writer, KeyTransport transport)
    {
        writer.WriteStartElement("xenc", "EncryptionMethod", XmlNamespaces.Xenc);
        writer.WriteAttributeString("Algorithm", transport.Algorithm);
        writer.WriteStartElement("ds", "DigestMethod", XmlNamespaces.Ds);
        writer.WriteAttributeString("Algorithm", OaepHashes.DigestUri(transport.Digest));
        writer.WriteEndElement();
        if (transport.Algorithm == KeyTransport.RsaOaep || transport.Mgf != HashAlgorithmName.SHA1)
        {
            writer.WriteStartElement("xenc11", "MGF", XmlNamespaces.Xenc11);
            writer.WriteAttributeString("Algorithm", OaepHashes.MgfUri(transport.Mgf));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteReferences(XmlWriter writer, IReadOnlyCollection<string> ids)
    {
        writer.WriteStartElement("xenc", "ReferenceList", XmlNamespaces.Xenc);
        foreach (var id in ids)
        {
            writer.WriteStartElement("xenc", "DataReference", XmlNamespaces.Xenc);
            writer.WriteAttributeString("URI", "#" + id);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
