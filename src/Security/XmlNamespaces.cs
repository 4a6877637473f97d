namespace SdkNode.Security;

/// <summary>The XML namespaces that signing, encryption and their carriers use.</summary>
public static class XmlNamespaces
{
    /// <summary>The namespace of <c>xml:*</c> attributes.</summary>
    public const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>The namespace of namespace declarations.</summary>
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";

    /// <summary>XML Schema instance attributes (<c>xsi:*</c>).</summary>
    public const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>XML Signature 1.0.</summary>
    public const string Ds = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>XML Encryption 1.0.</summary>
    public const string Xenc = "http://www.w3.org/2001/04/xmlenc#";

    /// <summary>XML Encryption 1.1.</summary>
    public const string Xenc11 = "http://www.w3.org/2009/xmlenc11#";

    /// <summary>Exclusive C14N: the namespace of InclusiveNamespaces and the algorithm's own URI.</summary>
    public const string ExcC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>WS-Security 1.0 extensions (wsse).</summary>
    public const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    /// <summary>WS-Security 1.0 utilities (wsu:Id, wsu:Timestamp).</summary>
    public const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    /// <summary>WS-Security 1.1 extensions (wsse11).</summary>
    public const string Wsse11 = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd";
}
