using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SdkNode.Envelope.Content;
using SdkNode.Envelope.Xhe;
using SdkNode.Security;
using SdkNode.Security.Encryption;

namespace SdkNode.Envelope.Sealing;

/// <summary>Writes EncryptedData down to the open element CipherValue, with the payload's key wrapped for the receiver (O2O-2).</summary>
internal static class EncryptedPayload
{
    /// <summary>Leaves CipherData and CipherValue open.</summary>
    public static void WriteStart(XmlWriter writer, XheHeader header, SealingKeys keys, ContentKey key)
    {
        using var receiver = keys.EncryptFor!.GetRSAPublicKey()!;
        EncryptedDataWriter.WriteStart(writer, key.Cipher, EncryptedPayloadType.Of(header));
        writer.WriteStartElement("ds", "KeyInfo", XmlNamespaces.Ds);
        EncryptedKeyWriter.Write(writer, keys.Transport, key.Wrap(receiver, keys.Transport), WriteReceiver);
        writer.WriteEndElement();
        writer.WriteStartElement("xenc", "CipherData", XmlNamespaces.Xenc);
        writer.WriteStartElement("xenc", "CipherValue", XmlNamespaces.Xenc);

        void WriteReceiver(XmlWriter keyInfo)
        {
            keyInfo.WriteStartElement("ds", "X509Data", XmlNamespaces.Ds);
            keyInfo.WriteElementString("ds", "X509Certificate", XmlNamespaces.Ds, Convert.ToBase64String(keys.EncryptFor!.RawData));
            keyInfo.WriteEndElement();
        }
    }
}
