namespace SdkNode.Security.Xml;

/// <summary>What begins with <c>&lt;</c> or <c>&amp;</c>.</summary>
internal enum XmlConstructKind
{
    Undecided,
    StartTag,
    EndTag,
    Comment,
    ProcessingInstruction,
    CDataStart,
    Reference,
}

/// <summary>Finds the end of one construct, looking at every byte once however it is split into chunks.</summary>
internal struct XmlConstruct
{
    private static ReadOnlySpan<byte> CDataOpen => "<![CDATA["u8;

    private int _scanned;
    private byte _quote;

    internal XmlConstructKind Kind { get; private set; }

    /// <summary>The length of the construct that data begins with, or -1 while its end has not come.</summary>
    internal int FindEnd(ReadOnlySpan<byte> data)
    {
        if (Kind == XmlConstructKind.Undecided)
        {
            Kind = Decide(data);
        }

        return Kind switch
        {
            XmlConstructKind.StartTag => StartTagEnd(data),
            XmlConstructKind.EndTag => EndTagEnd(data),
            XmlConstructKind.Comment => After(data, "-->"u8, 4),
            XmlConstructKind.ProcessingInstruction => After(data, "?>"u8, 2),
            XmlConstructKind.CDataStart => CDataOpen.Length,
            XmlConstructKind.Reference => ReferenceEnd(data),
            _ => -1,
        };
    }

    /// <summary>The bytes that a construct of this kind may have.</summary>
    internal readonly int Limit(XmlLimits limits) => Kind switch
    {
        XmlConstructKind.StartTag or XmlConstructKind.EndTag => limits.MaxTagBytes,
        XmlConstructKind.Comment or XmlConstructKind.ProcessingInstruction => limits.MaxCommentBytes,
        _ => limits.MaxNameBytes,
    };

    private static XmlConstructKind Decide(ReadOnlySpan<byte> data)
    {
        if (data[0] == '&')
        {
            return XmlConstructKind.Reference;
        }

        if (data.Length < 2)
        {
            return XmlConstructKind.Undecided;
        }

        return data[1] switch
        {
            (byte)'/' => XmlConstructKind.EndTag,
            (byte)'?' => XmlConstructKind.ProcessingInstruction,
            (byte)'!' => Declaration(data),
            0 => throw XmlRefusal.Of(XmlFaultKind.NotUtf8, "UTF-16 or UTF-32; only UTF-8 is read."),
            _ => XmlConstructKind.StartTag,
        };
    }

    private static XmlConstructKind Declaration(ReadOnlySpan<byte> data)
    {
        if (Begins(data, "<!--"u8) is { } comment)
        {
            return comment ? XmlConstructKind.Comment : XmlConstructKind.Undecided;
        }

        if (Begins(data, CDataOpen) is { } cdata)
        {
            return cdata ? XmlConstructKind.CDataStart : XmlConstructKind.Undecided;
        }

        throw data[2] == 'D'
            ? XmlRefusal.Of(XmlFaultKind.DoctypeForbidden, "A document type declaration.")
            : XmlRefusal.Malformed("'<!' begins neither a comment nor a CDATA section.");
    }

    /// <summary>True: data begins with it; false: it may yet; null: it does not.</summary>
    private static bool? Begins(ReadOnlySpan<byte> data, ReadOnlySpan<byte> with) =>
        data.Length >= with.Length ? (data.StartsWith(with) ? true : null) : (with.StartsWith(data) ? false : null);

    private int After(ReadOnlySpan<byte> data, ReadOnlySpan<byte> end, int first)
    {
        // The end mark may have begun in what was looked at before.
        var from = Math.Max(first, _scanned - end.Length + 1);
        var at = from < data.Length ? data[from..].IndexOf(end) : -1;
        _scanned = data.Length;
        return at < 0 ? -1 : from + at + end.Length;
    }

    private int EndTagEnd(ReadOnlySpan<byte> data)
    {
        var from = Math.Max(2, _scanned);
        var at = data[from..].IndexOf((byte)'>');
        _scanned = data.Length;
        return at < 0 ? -1 : from + at + 1;
    }

    private int ReferenceEnd(ReadOnlySpan<byte> data)
    {
        var from = Math.Max(1, _scanned);
        var at = data[from..].IndexOfAny(";<& \n"u8);
        _scanned = data.Length;
        return at < 0 ? -1 : from + at + 1;
    }

    private int StartTagEnd(ReadOnlySpan<byte> data)
    {
        var at = Math.Max(1, _scanned);
        while (at < data.Length)
        {
            var next = _quote == 0 ? data[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'') : data[at..].IndexOf(_quote);
            if (next < 0)
            {
                break;
            }

            at += next + 1;
            if (_quote != 0)
            {
                _quote = 0;
            }
            else if (data[at - 1] == '>')
            {
                return at;
            }
            else
            {
                _quote = data[at - 1];
            }
        }

        _scanned = data.Length;
        return -1;
    }
}
