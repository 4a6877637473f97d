namespace SdkNode.Security.Xml;

/// <summary>Handles whole tags, comments and processing instructions, and what may stand where in a document.</summary>
internal sealed class XmlMarkup
{
    private readonly XmlElementStack _elements;
    private readonly XmlTagReader _tags;
    private readonly XmlLimits _limits;
    private readonly IXmlTokenSink _sink;
    private bool _mayDeclare = true;
    private bool _rootBegun;
    private long _instructions;

    internal XmlMarkup(XmlLimits limits, IXmlTokenSink sink)
    {
        var names = new XmlNameTable(limits);
        (_limits, _sink) = (limits, sink);
        _elements = new XmlElementStack(limits, names);
        _tags = new XmlTagReader(limits, names);
    }

    internal int Depth => _elements.Depth;

    internal bool RootEnded => _rootBegun && Depth == 0;

    /// <summary>Something stands before what could be an XML declaration.</summary>
    internal void ForbidDeclaration() => _mayDeclare = false;

    internal void Handle(XmlConstructKind kind, ReadOnlySpan<byte> construct)
    {
        switch (kind)
        {
            case XmlConstructKind.StartTag:
                Start(construct);
                break;
            case XmlConstructKind.EndTag:
                End(construct);
                break;
            case XmlConstructKind.Comment:
                Comment(construct[4..^3]);
                break;
            case XmlConstructKind.ProcessingInstruction:
                Instruction(construct[2..^2]);
                break;
            default:
                throw XmlRefusal.Malformed("A CDATA section outside the root element.");
        }

        _mayDeclare = false;
    }

    private void Start(ReadOnlySpan<byte> tag)
    {
        if (RootEnded)
        {
            throw XmlRefusal.Malformed("A second root element.");
        }

        _tags.Read(tag);
        var start = _elements.Open(_tags);
        _rootBegun = true;
        _sink.StartElement(start);
        if (_tags.IsEmptyElement)
        {
            _sink.EndElement(_elements.Close());
        }
    }

    private void End(ReadOnlySpan<byte> tag)
    {
        var name = tag[2..^1];
        while (!name.IsEmpty && XmlCharacters.IsWhiteSpace(name[^1]))
        {
            name = name[..^1];
        }

        _sink.EndElement(_elements.Close(name));
    }

    private void Comment(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("--"u8) >= 0 || text.EndsWith("-"u8))
        {
            throw XmlRefusal.Malformed("'--' inside a comment.");
        }

        XmlCharacters.RequireUtf8(text);
        XmlCharacters.RequireNoControls(text);
        _sink.Comment(NormalizeLineEnds(text));
    }

    private void Instruction(ReadOnlySpan<byte> content)
    {
        XmlCharacters.RequireUtf8(content);
        XmlCharacters.RequireNoControls(content);
        var length = XmlCharacters.NameLength(content);
        var target = content[..length];
        var data = content[length..];
        if (_mayDeclare && target.SequenceEqual("xml"u8))
        {
            XmlDeclaration.Require(data);
            return;
        }

        if (!XmlCharacters.IsNCName(target) || System.Text.Ascii.EqualsIgnoreCase(target, "xml"u8))
        {
            throw XmlRefusal.Malformed("A processing instruction without a right target, or an XML declaration that is not first.");
        }

        if (target.Length > _limits.MaxNameBytes || ++_instructions > _limits.MaxElements)
        {
            throw XmlRefusal.Limit("processing instructions", _limits.MaxElements);
        }

        var from = XmlCharacters.SkipWhiteSpace(data, 0);
        if (from == 0 && !data.IsEmpty)
        {
            throw XmlRefusal.Malformed("White space is missing after the target of a processing instruction.");
        }

        _sink.ProcessingInstruction(target, NormalizeLineEnds(data[from..]));
    }

    /// <summary>XML 1.0, 2.11: CR LF and CR are LF.</summary>
    private static ReadOnlySpan<byte> NormalizeLineEnds(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'\r') < 0)
        {
            return text;
        }

        var normalized = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\r')
            {
                normalized[length++] = text[i];
            }
            else if (i + 1 == text.Length || text[i + 1] != '\n')
            {
                normalized[length++] = (byte)'\n';
            }
        }

        return normalized.AsSpan(0, length);
    }
}
