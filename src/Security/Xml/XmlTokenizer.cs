namespace SdkNode.Security.Xml;

/// <summary>
/// The one XML parser: pushes the tokens of a UTF-8 document into a sink as its bytes arrive, in chunks of any size. Checks
/// all that XML 1.0 and Namespaces in XML 1.0 demand of a document without DTD, refuses a DTD, and enforces its limits before it
/// buffers. Text is never buffered; of mark-up only the construct that a chunk's end cuts.
/// </summary>
public sealed class XmlTokenizer
{
    private readonly XmlLimits _limits;
    private readonly IXmlTokenSink _sink;
    private readonly XmlTextReader _text;
    private readonly XmlMarkup _markup;
    private byte[] _carry = new byte[256];
    private int _carried;
    private XmlConstruct _construct;
    private long _position;
    private int _byteOrderMark;
    private XmlRejectedException? _refused;
    private bool _completed;

    /// <summary>A tokenizer for one document.</summary>
    public XmlTokenizer(XmlLimits limits, IXmlTokenSink sink)
    {
        _limits = limits ?? throw new ArgumentNullException(nameof(limits));
        _sink = sink ?? throw new ArgumentNullException(nameof(sink));
        _text = new XmlTextReader(sink);
        _markup = new XmlMarkup(limits, sink);
    }

    /// <summary>Bytes taken so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Takes the next bytes of the document.</summary>
    /// <exception cref="XmlRejectedException">The document is refused; it stays so.</exception>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        RequireUsable();
        try
        {
            if (utf8.Length > _limits.MaxBytes - BytesRead)
            {
                throw XmlRefusal.Limit("bytes", _limits.MaxBytes);
            }

            BytesRead += utf8.Length;
            while (!utf8.IsEmpty)
            {
                var taken = _carried > 0 ? Resume(utf8) : Step(utf8);
                _position += taken;
                utf8 = utf8[taken..];
            }
        }
        catch (XmlRejectedException refused)
        {
            throw Remember(refused);
        }
    }

    /// <summary>Says that the document ends here.</summary>
    /// <exception cref="XmlRejectedException">It is cut short.</exception>
    public void Complete()
    {
        RequireUsable();
        if (_carried > 0 || !_markup.RootEnded)
        {
            throw Remember(XmlRefusal.Malformed("The document is cut short or has no root element."));
        }

        _completed = true;
        _sink.EndDocument();
    }

    private void RequireUsable()
    {
        if (_refused is not null)
        {
            throw _refused;
        }

        ObjectDisposedException.ThrowIf(_completed, this);
    }

    private XmlRejectedException Remember(XmlRejectedException refused) =>
        _refused = refused.Fault.Offset == XmlRefusal.NoOffset
            ? new XmlRejectedException(refused.Fault with { Offset = _position - _carried })
            : refused;

    private int Step(ReadOnlySpan<byte> data)
    {
        if (_position < 3 && _byteOrderMark == _position && data[0] == ByteOrderMark[_byteOrderMark])
        {
            _byteOrderMark++;
            return 1;
        }

        if (_byteOrderMark is 1 or 2 || (_position == 0 && data[0] is 0xFE or 0xFF or 0))
        {
            throw XmlRefusal.Of(XmlFaultKind.NotUtf8, "The byte order mark is not that of UTF-8.");
        }

        if (_text.InCData)
        {
            return _text.ReadCData(data);
        }

        if (_markup.Depth == 0)
        {
            return data[0] == '<' ? Construct(data) : SkipOutside(data);
        }

        return _text.IsMidway || data[0] is not ((byte)'<' or (byte)'&') ? _text.Read(data) : Construct(data);
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private int SkipOutside(ReadOnlySpan<byte> data)
    {
        var length = XmlCharacters.SkipWhiteSpace(data, 0);
        if (length == 0)
        {
            throw XmlRefusal.Malformed("Text outside the root element.");
        }

        _markup.ForbidDeclaration();
        return length;
    }

    private int Construct(ReadOnlySpan<byte> data)
    {
        var end = _construct.FindEnd(data);
        if (end < 0)
        {
            RequireWithinLimit(data.Length);
            Carry(data);
            return data.Length;
        }

        RequireWithinLimit(end);
        Handle(data[..end]);
        return end;
    }

    /// <summary>Goes on with the construct that the last chunk cut, taking no more bytes than it needs.</summary>
    private int Resume(ReadOnlySpan<byte> data)
    {
        var before = _carried;
        var taken = Math.Min(data.Length, 256);
        RequireWithinLimit(before);
        Carry(data[..taken]);
        var end = _construct.FindEnd(_carry.AsSpan(0, _carried));
        if (end < 0)
        {
            return taken;
        }

        RequireWithinLimit(end);
        Handle(_carry.AsSpan(0, end));
        _carried = 0;
        return end - before;
    }

    private void RequireWithinLimit(int length)
    {
        var limit = _construct.Limit(_limits);
        if (length > limit)
        {
            throw XmlRefusal.Limit($"bytes in a {_construct.Kind}", limit);
        }
    }

    private void Carry(ReadOnlySpan<byte> data)
    {
        if (_carried + data.Length > _carry.Length)
        {
            Array.Resize(ref _carry, Math.Max(2 * _carry.Length, _carried + data.Length));
        }

        data.CopyTo(_carry.AsSpan(_carried));
        _carried += data.Length;
    }

    private void Handle(ReadOnlySpan<byte> construct)
    {
        var kind = _construct.Kind;
        _construct = default;
        _text.EndRun();
        switch (kind)
        {
            case XmlConstructKind.Reference:
                Span<byte> character = stackalloc byte[4];
                XmlCharacters.RequireUtf8(construct);
                _sink.Text(character[..XmlReferences.Resolve(construct, character)]);
                break;
            case XmlConstructKind.CDataStart when _markup.Depth > 0:
                _text.BeginCData();
                break;
            default:
                _markup.Handle(kind, construct);
                break;
        }
    }
}
