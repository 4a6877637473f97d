using SdkNode.Security.Xml;

namespace SdkNode.Routing.Smp;

/// <summary>What the readers of SMP documents have in common.</summary>
internal static class SmpXml
{
    /// <summary>SMP 1.0.</summary>
    public const string Namespace = "http://docs.oasis-open.org/bdxr/ns/SMP/2016/05";

    /// <summary>The one child of a name; null when there is none or there are more, since then nobody can say which is meant.</summary>
    public static XmlTreeElement? Only(XmlTreeElement parent, string name)
    {
        var found = parent.Elements(Namespace, name).Take(2).ToArray();
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>The one identifier of a name, with its scheme.</summary>
    public static SchemedIdentifier? Identifier(XmlTreeElement parent, string name) =>
        Only(parent, name) is { } element && element.Attribute("", "scheme") is { } scheme
            ? new SchemedIdentifier(scheme.Trim(), element.Text.Trim())
            : null;

    /// <summary>The text of the first child of a name, or empty.</summary>
    public static string Text(XmlTreeElement parent, string name) => parent.Element(Namespace, name)?.Text.Trim() ?? "";

    /// <summary>An answer that is no SMP document.</summary>
    public static RoutingFault Malformed(string why) =>
        RoutingFault.Definite(RoutingFaultKind.MetadataMalformed, $"The SMP's answer is no usable metadata: {why}.");
}
