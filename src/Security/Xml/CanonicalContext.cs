namespace SdkNode.Security.Xml;

/// <summary>What an element takes over from the ancestors that are not canonicalised with it.</summary>
internal static class CanonicalContext
{
    /// <summary>All namespaces in scope; the nearest declaration of a prefix counts. Undeclared defaults are left out.</summary>
    internal static List<XmlNamespaceDeclaration> NamespacesInScope(XmlTreeElement apex)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var inScope = new List<XmlNamespaceDeclaration>();
        for (var element = apex; element is not null; element = element.Parent)
        {
            inScope.AddRange(element.Namespaces.Where(declaration => seen.Add(declaration.Prefix) && declaration.Uri.Length > 0));
        }

        return inScope;
    }

    /// <summary>The xml:* attributes that the apex inherits: 1.0 all of them, 1.1 only xml:lang and xml:space, exclusive none.</summary>
    internal static List<XmlTreeAttribute> InheritedAttributes(XmlTreeElement apex, CanonicalizationAlgorithm algorithm)
    {
        var inherited = new List<XmlTreeAttribute>();
        if (algorithm == CanonicalizationAlgorithm.ExclusiveC14N)
        {
            return inherited;
        }

        var seen = XmlAttributes(apex).Select(attribute => attribute.Name.LocalName).ToHashSet(StringComparer.Ordinal);
        for (var element = apex.Parent; element is not null; element = element.Parent)
        {
            inherited.AddRange(XmlAttributes(element).Where(attribute =>
                (algorithm == CanonicalizationAlgorithm.InclusiveC14N10 || attribute.Name.LocalName is "lang" or "space")
                && seen.Add(attribute.Name.LocalName)));
        }

        return inherited;
    }

    internal static bool HasBaseAbove(XmlTreeElement apex)
    {
        for (var element = apex.Parent; element is not null; element = element.Parent)
        {
            if (element.Attribute(XmlNamespaces.Xml, "base") is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<XmlTreeAttribute> XmlAttributes(XmlTreeElement element) =>
        element.Attributes.Where(attribute => attribute.Name.NamespaceUri == XmlNamespaces.Xml);
}
