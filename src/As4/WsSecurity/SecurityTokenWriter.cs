using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SdkNode.Security;

namespace SdkNode.As4.WsSecurity;

/// <summary>Writes tokens and references to them.</summary>
internal static class SecurityTokenWriter
{
    /// <summary>Writes a <c>wsse:BinarySecurityToken</c> with an X.509 v3 certificate.</summary>
    public static void WriteBinaryToken(XmlWriter writer, X509Certificate2 certificate, string id)
    {
        writer.WriteStartElement("wsse", "BinarySecurityToken", XmlNamespaces.Wsse);
        writer.WriteAttributeString("EncodingType", WsNames.Base64);
        writer.WriteAttributeString("ValueType", WsNames.X509V3);
        writer.WriteAttributeString("wsu", "Id", XmlNamespaces.Wsu, id);
        writer.WriteString(Convert.ToBase64String(certificate.RawDataMemory.Span));
        writer.WriteEndElement();
    }

    /// <summary>Writes a <c>wsse:SecurityTokenReference</c> to a token of this header.</summary>
    public static void WriteTokenReference(XmlWriter writer, string tokenId, string valueType)
    {
        writer.WriteStartElement("wsse", "SecurityTokenReference", XmlNamespaces.Wsse);
        writer.WriteStartElement("wsse", "Reference", XmlNamespaces.Wsse);
        writer.WriteAttributeString("URI", "#" + tokenId);
        writer.WriteAttributeString("ValueType", valueType);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
