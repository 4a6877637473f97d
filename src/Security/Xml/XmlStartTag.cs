namespace SdkNode.Security.Xml;

/// <summary>A start tag. The object is reused: valid during <see cref="IXmlTokenSink.StartElement"/> only.</summary>
public sealed class XmlStartTag
{
    private XmlAttribute[] _attributes = new XmlAttribute[8];
    private XmlNamespaceDeclaration[] _namespaces = new XmlNamespaceDeclaration[8];
    private int _attributeCount;
    private int _namespaceCount;

    internal XmlStartTag()
    {
    }

    /// <summary>The element's name.</summary>
    public XmlName Name { get; private set; } = new("", "none", "");

    /// <summary>The attributes in document order, without namespace declarations.</summary>
    public ReadOnlySpan<XmlAttribute> Attributes => _attributes.AsSpan(0, _attributeCount);

    /// <summary>The namespaces declared here, in document order.</summary>
    public ReadOnlySpan<XmlNamespaceDeclaration> Namespaces => _namespaces.AsSpan(0, _namespaceCount);

    /// <summary>The element's depth; the root is 1.</summary>
    public int Depth { get; private set; }

    /// <summary>The value of an attribute, or null. The namespace is empty for attributes without prefix.</summary>
    public string? Attribute(string namespaceUri, string localName)
    {
        foreach (ref readonly var attribute in Attributes)
        {
            if (attribute.Name.Is(namespaceUri, localName))
            {
                return attribute.Value;
            }
        }

        return null;
    }

    internal void Clear() => (_attributeCount, _namespaceCount) = (0, 0);

    internal void Begin(XmlName name, int depth) => (Name, Depth) = (name, depth);

    internal void Add(in XmlAttribute attribute)
    {
        if (_attributeCount == _attributes.Length)
        {
            Array.Resize(ref _attributes, 2 * _attributeCount);
        }

        _attributes[_attributeCount++] = attribute;
    }

    internal void Add(in XmlNamespaceDeclaration declaration)
    {
        if (_namespaceCount == _namespaces.Length)
        {
            Array.Resize(ref _namespaces, 2 * _namespaceCount);
        }

        _namespaces[_namespaceCount++] = declaration;
    }
}
