namespace SdkNode.Security.Xml;

/// <summary>Makes refusals whose offset the tokenizer fills in.</summary>
internal static class XmlRefusal
{
    internal const long NoOffset = -1;

    internal static XmlRejectedException Of(XmlFaultKind kind, string detail) => new(new XmlFault(kind, detail, NoOffset));

    internal static XmlRejectedException Malformed(string detail) => Of(XmlFaultKind.Malformed, detail);

    internal static XmlRejectedException Limit(string what, long limit) => Of(XmlFaultKind.LimitExceeded, $"More than {limit} {what}.");
}
