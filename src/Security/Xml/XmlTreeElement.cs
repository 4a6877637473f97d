namespace SdkNode.Security.Xml;

/// <summary>An element of an <see cref="XmlTree"/>.</summary>
public sealed class XmlTreeElement : XmlTreeNode
{
    private readonly List<XmlTreeNode> _children = [];

    internal XmlTreeElement(XmlName name, XmlTreeElement? parent, XmlTreeAttribute[] attributes, XmlNamespaceDeclaration[] namespaces) =>
        (Name, Parent, Attributes, Namespaces) = (name, parent, attributes, namespaces);

    /// <summary>The element's name.</summary>
    public XmlName Name { get; }

    /// <summary>The element around it; null for the root.</summary>
    public XmlTreeElement? Parent { get; }

    /// <summary>The attributes in document order, without namespace declarations.</summary>
    public IReadOnlyList<XmlTreeAttribute> Attributes { get; }

    /// <summary>The namespaces declared here, in document order.</summary>
    public IReadOnlyList<XmlNamespaceDeclaration> Namespaces { get; }

    /// <summary>The children in document order.</summary>
    public IReadOnlyList<XmlTreeNode> Children => _children;

    /// <summary>The direct text, concatenated.</summary>
    public string Text => _children.Count switch
    {
        0 => "",
        1 when _children[0] is XmlTreeText only => only.Value,
        _ => string.Concat(_children.OfType<XmlTreeText>().Select(text => text.Value)),
    };

    /// <summary>An XPath-like place for messages, such as <c>/a/b[2]</c>; local names, positions among siblings of the same name.</summary>
    public string Path
    {
        get
        {
            if (Parent is null)
            {
                return "/" + Name.LocalName;
            }

            var same = Parent.Elements(Name.NamespaceUri, Name.LocalName).ToList();
            var step = same.Count == 1 ? Name.LocalName : $"{Name.LocalName}[{same.IndexOf(this) + 1}]";
            return $"{Parent.Path}/{step}";
        }
    }

    /// <summary>True when namespace and local name are these.</summary>
    public bool Is(string namespaceUri, string localName) => Name.Is(namespaceUri, localName);

    /// <summary>The child elements.</summary>
    public IEnumerable<XmlTreeElement> Elements() => _children.OfType<XmlTreeElement>();

    /// <summary>The child elements of a name.</summary>
    public IEnumerable<XmlTreeElement> Elements(string namespaceUri, string localName) => Elements().Where(child => child.Is(namespaceUri, localName));

    /// <summary>The first child element of a name, or null.</summary>
    public XmlTreeElement? Element(string namespaceUri, string localName) => Elements(namespaceUri, localName).FirstOrDefault();

    /// <summary>This element and all below it, in document order.</summary>
    public IEnumerable<XmlTreeElement> DescendantsAndSelf()
    {
        var open = new Stack<XmlTreeElement>([this]);
        while (open.TryPop(out var element))
        {
            yield return element;
            for (var i = element._children.Count - 1; i >= 0; i--)
            {
                if (element._children[i] is XmlTreeElement child)
                {
                    open.Push(child);
                }
            }
        }
    }

    /// <summary>The value of an attribute, or null. The namespace is empty for attributes without prefix.</summary>
    public string? Attribute(string namespaceUri, string localName) =>
        Attributes.FirstOrDefault(attribute => attribute.Name.Is(namespaceUri, localName))?.Value;

    /// <summary>The namespace that a prefix (empty: the default) is bound to here, or null.</summary>
    public string? LookupNamespace(string prefix)
    {
        if (prefix == "xml")
        {
            return XmlNamespaces.Xml;
        }

        for (var element = this; element is not null; element = element.Parent)
        {
            foreach (var declaration in element.Namespaces)
            {
                if (declaration.Prefix == prefix)
                {
                    return declaration.Uri.Length == 0 ? null : declaration.Uri;
                }
            }
        }

        return null;
    }

    /// <summary>Gives this element and its content to a sink as tokens, with the namespaces declared in it (not those it inherits).</summary>
    public void ReplayTo(IXmlTokenSink sink) => XmlTreeReplay.Run(this, sink ?? throw new ArgumentNullException(nameof(sink)));

    /// <summary>The element as a document of its own: inclusive canonical form, with all namespaces that are in scope here.</summary>
    public byte[] ToUtf8()
    {
        using var output = new MemoryStream();
        Canonicalizer.Write(this, CanonicalizationAlgorithm.InclusiveC14N10, null, output);
        return output.ToArray();
    }

    internal void Append(XmlTreeNode child) => _children.Add(child);
}
