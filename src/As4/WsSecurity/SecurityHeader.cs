using SdkNode.As4.Messages;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>What a <c>wsse:Security</c> header holds, in its places; nothing is trusted yet.</summary>
internal sealed class SecurityHeader
{
    private SecurityHeader(XmlTreeElement element, XmlTreeElement signature) => (Element, Signature) = (element, signature);

    /// <summary>The header itself.</summary>
    public XmlTreeElement Element { get; }

    /// <summary>The one ds:Signature.</summary>
    public XmlTreeElement Signature { get; }

    /// <summary>The wsu:Timestamp, or null.</summary>
    public XmlTreeElement? Timestamp { get; private init; }

    /// <summary>The EncryptedKeys.</summary>
    public required IReadOnlyList<XmlTreeElement> EncryptedKeys { get; init; }

    /// <summary>The EncryptedData elements.</summary>
    public required IReadOnlyList<XmlTreeElement> EncryptedData { get; init; }

    /// <summary>Reads the header; without a signature it is refused (EBMS:0103).</summary>
    public static Result<SecurityHeader, As4Fault> Read(SoapMessage soap)
    {
        if (soap.Security is not { } element)
        {
            return As4Fault.Policy("AS4-SEC-1", "There is no wsse:Security header.");
        }

        var signatures = element.Elements(XmlNamespaces.Ds, "Signature").ToList();
        var timestamps = element.Elements(XmlNamespaces.Wsu, "Timestamp").ToList();
        if (signatures.Count != 1)
        {
            return As4Fault.Policy("AS4-SEC-1", $"The wsse:Security header holds {signatures.Count} signatures, not exactly one.");
        }

        if (timestamps.Count > 1)
        {
            return As4Fault.Policy("AS4-SEC-1", "There is more than one wsu:Timestamp.");
        }

        return new SecurityHeader(element, signatures[0])
        {
            Timestamp = timestamps.FirstOrDefault(),
            EncryptedKeys = [.. element.Elements(XmlNamespaces.Xenc, "EncryptedKey")],
            EncryptedData = [.. element.Elements(XmlNamespaces.Xenc, "EncryptedData")],
        };
    }
}
