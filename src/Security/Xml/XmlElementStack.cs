namespace SdkNode.Security.Xml;

/// <summary>The open elements with the namespaces in scope; gives tags their resolved names (Namespaces in XML 1.0).</summary>
internal sealed class XmlElementStack(XmlLimits limits, XmlNameTable names)
{
    private readonly XmlStartTag _tag = new();
    private (PrefixBinding Binding, string? Uri)[] _undo = new (PrefixBinding, string?)[16];
    private (XmlName Name, int Undo)[] _open = new (XmlName, int)[16];
    private int _undoCount;
    private long _tags;

    internal int Depth { get; private set; }

    /// <summary>Opens the element of a tag that was read.</summary>
    internal XmlStartTag Open(XmlTagReader read)
    {
        if (Depth == limits.MaxDepth)
        {
            throw XmlRefusal.Limit("nested elements", limits.MaxDepth);
        }

        if (++_tags > limits.MaxElements)
        {
            throw XmlRefusal.Limit("elements", limits.MaxElements);
        }

        var undo = _undoCount;
        _tag.Clear();
        Declare(read);
        var name = Resolve(read.Name, isElement: true);
        AddAttributes(read);
        if (Depth == _open.Length)
        {
            Array.Resize(ref _open, 2 * Depth);
        }

        _open[Depth++] = (name, undo);
        _tag.Begin(name, Depth);
        return _tag;
    }

    /// <summary>Closes the open element, whose end tag names it so.</summary>
    internal XmlName Close(ReadOnlySpan<byte> qualifiedName)
    {
        if (Depth == 0 || !qualifiedName.SequenceEqual(_open[Depth - 1].Name.QualifiedUtf8))
        {
            throw XmlRefusal.Malformed(Depth == 0 ? "An end tag without start tag." : $"The end tag does not match the element {_open[Depth - 1].Name.LocalName}.");
        }

        return Close();
    }

    internal XmlName Close()
    {
        var (name, undo) = _open[--Depth];
        while (_undoCount > undo)
        {
            var (binding, uri) = _undo[--_undoCount];
            binding.Uri = uri;
        }

        return name;
    }

    private void Declare(XmlTagReader read)
    {
        var declared = 0;
        foreach (ref readonly var part in read.Parts)
        {
            if (part.Name.LastTag == _tags)
            {
                throw XmlRefusal.Malformed($"The attribute {part.Name.LocalName} stands twice.");
            }

            part.Name.LastTag = _tags;
            if (!part.Name.IsDeclaration)
            {
                continue;
            }

            if (++declared > limits.MaxNamespaces)
            {
                throw XmlRefusal.Limit("namespace declarations in a tag", limits.MaxNamespaces);
            }

            var prefix = part.Name.Prefix.Length == 0 ? "" : part.Name.LocalName;
            var uri = names.Uri(read.Values.AsSpan(part.Offset, part.Length));
            RequireAllowed(prefix, uri);
            Bind(names.Binding(prefix), uri);
            _tag.Add(new XmlNamespaceDeclaration(prefix, uri));
        }
    }

    private static void RequireAllowed(string prefix, string uri)
    {
        if (prefix == "xmlns" || uri == XmlNamespaces.Xmlns || (prefix == "xml") != (uri == XmlNamespaces.Xml))
        {
            throw XmlRefusal.Of(XmlFaultKind.NamespaceFault, "The prefixes xml and xmlns and their namespaces are reserved.");
        }

        if (uri.Length == 0 && prefix.Length > 0)
        {
            throw XmlRefusal.Of(XmlFaultKind.NamespaceFault, $"The prefix {prefix} is undeclared, which XML 1.0 forbids.");
        }
    }

    private void Bind(PrefixBinding binding, string uri)
    {
        if (_undoCount == _undo.Length)
        {
            Array.Resize(ref _undo, 2 * _undoCount);
        }

        _undo[_undoCount++] = (binding, binding.Uri);
        binding.Uri = uri.Length == 0 ? null : uri;
    }

    private XmlName Resolve(WrittenName name, bool isElement)
    {
        if (name.Prefix.Length == 0)
        {
            return names.InNamespace(name, (isElement ? names.Default.Uri : null) ?? "");
        }

        return names.InNamespace(name, name.Binding.Uri ?? throw XmlRefusal.Of(XmlFaultKind.NamespaceFault, $"The prefix {name.Prefix} is not declared."));
    }

    private void AddAttributes(XmlTagReader read)
    {
        var prefixed = 0;
        foreach (ref readonly var part in read.Parts)
        {
            if (!part.Name.IsDeclaration)
            {
                _tag.Add(new XmlAttribute(Resolve(part.Name, isElement: false), read.Values, part.Offset, part.Length));
                prefixed += part.Name.Prefix.Length == 0 ? 0 : 1;
            }
        }

        if (_tag.Attributes.Length > limits.MaxAttributes)
        {
            throw XmlRefusal.Limit("attributes in a tag", limits.MaxAttributes);
        }

        if (prefixed > 1)
        {
            RequireDistinct();
        }
    }

    /// <summary>Two prefixes of one namespace can name one attribute twice. Few attributes: comparing pairs is cheapest, and the limit keeps it so.</summary>
    private void RequireDistinct()
    {
        var attributes = _tag.Attributes;
        for (var i = 1; i < attributes.Length; i++)
        {
            var name = attributes[i].Name;
            for (var j = 0; j < i && name.Prefix.Length > 0; j++)
            {
                // The name table gives one string for one namespace.
                var other = attributes[j].Name;
                if (ReferenceEquals(name.NamespaceUri, other.NamespaceUri) && name.LocalName == other.LocalName)
                {
                    throw XmlRefusal.Of(XmlFaultKind.NamespaceFault, $"The attribute {name.LocalName} stands twice in one namespace.");
                }
            }
        }
    }
}
