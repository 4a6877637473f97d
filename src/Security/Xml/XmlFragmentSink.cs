namespace SdkNode.Security.Xml;

/// <summary>
/// Makes an element that stood in another document self-contained: declares the inherited namespaces that it uses, where they
/// are used, and leaves its own declarations as they are. The first element to come is the apex.
/// </summary>
/// <remarks>
/// An apex that uses an inherited namespace itself was not written to stand alone: it gets all that it inherits, for values such as
/// <c>xsi:type</c> may use them where nobody can see it. One that stands alone gets nothing added, so that a signature of its own stays right.
/// </remarks>
public sealed class XmlFragmentSink : XmlTokenSink
{
    // A short name that is used often could make the output many times as large as the input.
    private const int MostImports = 1000;

    private readonly IXmlTokenSink _inner;
    private readonly Dictionary<string, string> _inherited;
    private readonly Dictionary<string, int> _declared = new(StringComparer.Ordinal);
    private readonly Stack<(int Depth, string Prefix)> _open = new();
    private readonly XmlStartTag _tag = new();
    private int _depth;
    private int _imports;

    /// <summary>Passes on to <paramref name="inner"/>.</summary>
    /// <param name="inner">Takes the self-contained element.</param>
    /// <param name="inherited">The namespaces in scope where the element stood.</param>
    public XmlFragmentSink(IXmlTokenSink inner, IEnumerable<XmlNamespaceDeclaration> inherited)
    {
        _inner = inner ?? throw new ArgumentNullException(nameof(inner));
        _inherited = inherited.ToDictionary(declaration => declaration.Prefix, declaration => declaration.Uri, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    /// <exception cref="XmlRejectedException">Inherited namespaces are used again and again.</exception>
    public override void StartElement(XmlStartTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        _depth++;
        _tag.Clear();
        foreach (ref readonly var declaration in tag.Namespaces)
        {
            Declare(declaration);
        }

        var before = _imports;
        Import(tag.Name.Prefix);
        foreach (ref readonly var attribute in tag.Attributes)
        {
            if (attribute.Name.Prefix.Length > 0)
            {
                Import(attribute.Name.Prefix);
            }

            _tag.Add(attribute);
        }

        if (_depth == 1 && _imports > before)
        {
            foreach (var prefix in _inherited.Keys)
            {
                Import(prefix);
            }
        }

        _tag.Begin(tag.Name, _depth);
        _inner.StartElement(_tag);
    }

    /// <inheritdoc/>
    public override void EndElement(XmlName name)
    {
        _inner.EndElement(name);
        while (_open.TryPeek(out var top) && top.Depth == _depth)
        {
            _declared[_open.Pop().Prefix]--;
        }

        _depth--;
    }

    /// <inheritdoc/>
    public override void Text(ReadOnlySpan<byte> utf8) => _inner.Text(utf8);

    /// <inheritdoc/>
    public override void Comment(ReadOnlySpan<byte> utf8) => _inner.Comment(utf8);

    /// <inheritdoc/>
    public override void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data) => _inner.ProcessingInstruction(target, data);

    /// <inheritdoc/>
    public override void EndDocument() => _inner.EndDocument();

    private void Import(string prefix)
    {
        if (_declared.GetValueOrDefault(prefix) > 0 || !_inherited.TryGetValue(prefix, out var uri))
        {
            return;
        }

        if (++_imports > MostImports)
        {
            throw XmlRefusal.Limit("uses of inherited namespaces", MostImports);
        }

        Declare(new XmlNamespaceDeclaration(prefix, uri));
    }

    private void Declare(in XmlNamespaceDeclaration declaration)
    {
        _tag.Add(declaration);
        _declared[declaration.Prefix] = _declared.GetValueOrDefault(declaration.Prefix) + 1;
        _open.Push((_depth, declaration.Prefix));
    }
}
