namespace SdkNode.Envelope.Xhe;

/// <summary>The namespaces of XHE 1.0 and the fixed values of its profile.</summary>
public static class XheNamespaces
{
    /// <summary>The root element's (x).</summary>
    public const string Envelope = "http://docs.oasis-open.org/bdxr/ns/XHE/1/ExchangeHeaderEnvelope";

    /// <summary>Aggregates (xha).</summary>
    public const string Aggregate = "http://docs.oasis-open.org/bdxr/ns/XHE/1/AggregateComponents";

    /// <summary>Basic elements (xhb).</summary>
    public const string Basic = "http://docs.oasis-open.org/bdxr/ns/XHE/1/BasicComponents";

    /// <summary>XHEVersionID (XHE-1).</summary>
    public const string Version = "1.0";

    /// <summary>CustomizationID (XHE-2).</summary>
    public const string Customization = "urn:fdc:digg.se:edelivery:xhe:1";
}
