namespace SdkNode.Security.Xml;

/// <summary>
/// Canonical XML 1.0 and 1.1 and Exclusive XML Canonicalization 1.0, without comments, of a stream of tokens. One pass;
/// memory depends on depth and namespaces, not on the document's size.
/// </summary>
public sealed class Canonicalizer : XmlTokenSink
{
    private readonly bool _exclusive;
    private readonly HashSet<string>? _listed;
    private readonly CanonicalOutput _output;
    private readonly CanonicalNamespaces _namespaces = new();
    private int[] _order = new int[16];
    private int _depth;
    private bool _rootBegun;

    /// <summary>Writes the canonical form of the tokens that come to <paramref name="output"/>, which stays open.</summary>
    /// <param name="algorithm">The canonicalisation. Of a whole document 1.0 and 1.1 give the same.</param>
    /// <param name="output">Where the octets go.</param>
    /// <param name="inclusivePrefixes">For exclusive C14N: the PrefixList of InclusiveNamespaces, <c>#default</c> for the default namespace.</param>
    public Canonicalizer(CanonicalizationAlgorithm algorithm, Stream output, IReadOnlyCollection<string>? inclusivePrefixes = null)
    {
        _exclusive = algorithm == CanonicalizationAlgorithm.ExclusiveC14N;
        _output = new CanonicalOutput(output ?? throw new ArgumentNullException(nameof(output)));
        if (_exclusive && inclusivePrefixes is { Count: > 0 })
        {
            _listed = inclusivePrefixes.Select(prefix => prefix == "#default" ? "" : prefix).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>Writes a subtree's canonical form in the context of its ancestors: inclusive C14N takes in their namespaces and xml:* attributes.</summary>
    /// <exception cref="NotSupportedException">See <see cref="CanWrite"/>.</exception>
    public static void Write(XmlTreeElement apex, CanonicalizationAlgorithm algorithm, IReadOnlyCollection<string>? inclusivePrefixes, Stream output)
    {
        if (!CanWrite(apex, algorithm))
        {
            throw new NotSupportedException("C14N 1.1 of an element below xml:base.");
        }

        var canonicalizer = new Canonicalizer(algorithm, output, inclusivePrefixes);
        XmlTreeReplay.RunInContext(apex, CanonicalContext.InheritedAttributes(apex, algorithm), canonicalizer);
        canonicalizer.Flush();
    }

    /// <summary>False for the one case that is refused: C14N 1.1 of a subtree whose ancestors carry xml:base, which would have to be joined.</summary>
    public static bool CanWrite(XmlTreeElement apex, CanonicalizationAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(apex);
        return algorithm != CanonicalizationAlgorithm.InclusiveC14N11 || !CanonicalContext.HasBaseAbove(apex);
    }

    /// <summary>Hands what is buffered to the output stream. The end of a document does so by itself.</summary>
    public void Flush() => _output.Flush();

    /// <inheritdoc/>
    public override void StartElement(XmlStartTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        _rootBegun = true;
        _depth++;
        ChooseNamespaces(tag);
        _output.Write((byte)'<');
        _output.Write(tag.Name.QualifiedUtf8);
        foreach (var prefix in _namespaces.ToRender)
        {
            _output.Write(prefix.Utf8.Length == 0 ? " xmlns"u8 : " xmlns:"u8);
            _output.Write(prefix.Utf8);
            _output.Write("=\""u8);
            _output.WriteValue(prefix.InScope);
            _output.Write((byte)'"');
        }

        WriteAttributes(tag.Attributes);
        _output.Write((byte)'>');
    }

    /// <inheritdoc/>
    public override void EndElement(XmlName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _output.Write("</"u8);
        _output.Write(name.QualifiedUtf8);
        _output.Write((byte)'>');
        _namespaces.Close();
        _depth--;
    }

    /// <inheritdoc/>
    public override void Text(ReadOnlySpan<byte> utf8) => _output.WriteText(utf8);

    /// <inheritdoc/>
    public override void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data)
    {
        var outside = _depth == 0;
        if (outside && _rootBegun)
        {
            _output.Write((byte)'\n');
        }

        _output.Write("<?"u8);
        _output.Write(target);
        if (!data.IsEmpty)
        {
            _output.Write((byte)' ');
            _output.Write(data);
        }

        _output.Write("?>"u8);
        if (outside && !_rootBegun)
        {
            _output.Write((byte)'\n');
        }
    }

    /// <inheritdoc/>
    public override void EndDocument() => Flush();

    private void ChooseNamespaces(XmlStartTag tag)
    {
        _namespaces.Open();
        foreach (ref readonly var declaration in tag.Namespaces)
        {
            var prefix = _namespaces.Declare(declaration);
            if (!_exclusive || (_listed is not null && _listed.Contains(declaration.Prefix)))
            {
                _namespaces.Require(prefix);
            }
        }

        if (_exclusive)
        {
            // Visibly utilised: the element's own prefix, the default one included, and the attributes' prefixes.
            _namespaces.Require(_namespaces.Find(tag.Name.Prefix));
            foreach (ref readonly var attribute in tag.Attributes)
            {
                if (attribute.Name.Prefix.Length > 0)
                {
                    _namespaces.Require(_namespaces.Find(attribute.Name.Prefix));
                }
            }
        }

        _namespaces.Sort();
    }

    private void WriteAttributes(ReadOnlySpan<XmlAttribute> attributes)
    {
        if (attributes.IsEmpty)
        {
            return;
        }

        foreach (var index in Sorted(attributes))
        {
            ref readonly var attribute = ref attributes[index];
            _output.Write((byte)' ');
            _output.Write(attribute.Name.QualifiedUtf8);
            _output.Write("=\""u8);
            _output.WriteValue(attribute.Utf8Value);
            _output.Write((byte)'"');
        }
    }

    /// <summary>Indices in the order of namespace, then local name; insertion sort, for attributes are few and mostly in order.</summary>
    private ReadOnlySpan<int> Sorted(ReadOnlySpan<XmlAttribute> attributes)
    {
        if (_order.Length < attributes.Length)
        {
            _order = new int[attributes.Length];
        }

        for (var i = 0; i < attributes.Length; i++)
        {
            var at = i;
            while (at > 0 && Compare(attributes[_order[at - 1]].Name, attributes[i].Name) > 0)
            {
                _order[at] = _order[at - 1];
                at--;
            }

            _order[at] = i;
        }

        return _order.AsSpan(0, attributes.Length);
    }

    private static int Compare(XmlName left, XmlName right)
    {
        var byNamespace = CodePointOrder.Compare(left.NamespaceUri, right.NamespaceUri);
        return byNamespace != 0 ? byNamespace : left.LocalUtf8.SequenceCompareTo(right.LocalUtf8);
    }
}
