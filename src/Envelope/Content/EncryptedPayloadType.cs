using SdkNode.Envelope.Xhe;
using SdkNode.Security;

namespace SdkNode.Envelope.Content;

/// <summary>EncryptedData/@Type: what the plaintext is (O2O-2).</summary>
internal static class EncryptedPayloadType
{
    private const string Element = XmlNamespaces.Xenc + "Element";
    private const string Content = XmlNamespaces.Xenc + "Content";

    /// <summary>An element for XML, else content: the Base64 text.</summary>
    public static string Of(XheHeader header) => MediaTypes.IsXml(header.ContentType) ? Element : Content;
}
