using System.Buffers;

namespace SdkNode.Security.Xml;

/// <summary>Reads one whole start tag into names and normalised values (XML 1.0, 3.1 and 3.3.3); namespaces are not looked at yet.</summary>
internal sealed class XmlTagReader(XmlLimits limits, XmlNameTable names)
{
    private static readonly SearchValues<byte> ValueStops = XmlCharacters.Stops("<&\"'\t\n\r");
    private byte[] _values = new byte[512];
    private int _valueBytes;
    private Part[] _parts = new Part[16];

    /// <summary>An attribute or namespace declaration as written: its value is <see cref="Length"/> bytes of <see cref="Values"/>.</summary>
    internal readonly record struct Part(WrittenName Name, int Offset, int Length);

    internal WrittenName Name { get; private set; } = null!;

    internal bool IsEmptyElement { get; private set; }

    internal int Count { get; private set; }

    internal ReadOnlySpan<Part> Parts => _parts.AsSpan(0, Count);

    internal byte[] Values => _values;

    /// <summary>Reads from <c>&lt;</c> to <c>&gt;</c>.</summary>
    internal void Read(ReadOnlySpan<byte> tag)
    {
        XmlCharacters.RequireUtf8(tag);
        (Count, _valueBytes) = (0, 0);
        if (_values.Length < tag.Length)
        {
            _values = new byte[Math.Max(tag.Length, 2 * _values.Length)];
        }

        var length = XmlCharacters.NameLength(tag[1..]);
        Name = names.Name(tag.Slice(1, length));
        var at = 1 + length;
        while (true)
        {
            var next = XmlCharacters.SkipWhiteSpace(tag, at);
            if (tag[next] == '>')
            {
                IsEmptyElement = false;
                return;
            }

            if (tag[next] == '/' && next == tag.Length - 2)
            {
                IsEmptyElement = true;
                return;
            }

            at = next > at ? ReadAttribute(tag, next) : throw XmlRefusal.Malformed($"White space is missing in the tag {Name.LocalName}.");
        }
    }

    private int ReadAttribute(ReadOnlySpan<byte> tag, int at)
    {
        var length = XmlCharacters.NameLength(tag[at..]);
        var name = names.Name(tag.Slice(at, length));
        at = XmlCharacters.SkipWhiteSpace(tag, at + length);
        if (tag[at] != '=')
        {
            throw XmlRefusal.Malformed($"'=' is missing after the attribute {name.LocalName}.");
        }

        at = XmlCharacters.SkipWhiteSpace(tag, at + 1);
        if (tag[at] is not ((byte)'"' or (byte)'\''))
        {
            throw XmlRefusal.Malformed($"The value of the attribute {name.LocalName} is not quoted.");
        }

        var offset = _valueBytes;
        at = ReadValue(tag, at);
        if (Count == limits.MaxAttributes + limits.MaxNamespaces)
        {
            throw XmlRefusal.Limit("attributes in a tag", limits.MaxAttributes);
        }

        if (Count == _parts.Length)
        {
            Array.Resize(ref _parts, 2 * Count);
        }

        _parts[Count++] = new Part(name, offset, _valueBytes - offset);
        return at;
    }

    /// <summary>Reads from the opening quote; gives the place after the closing one.</summary>
    private int ReadValue(ReadOnlySpan<byte> tag, int at)
    {
        var quote = tag[at++];
        while (true)
        {
            var run = tag[at..].IndexOfAny(ValueStops);
            if (run < 0)
            {
                throw XmlRefusal.Malformed("An attribute value has no end.");
            }

            tag.Slice(at, run).CopyTo(_values.AsSpan(_valueBytes));
            _valueBytes += run;
            at += run;
            var stop = tag[at];
            if (stop == quote)
            {
                return at + 1;
            }

            at += ReadSpecial(tag[at..]);
        }
    }

    private int ReadSpecial(ReadOnlySpan<byte> rest)
    {
        switch (rest[0])
        {
            case (byte)'"' or (byte)'\'':
                _values[_valueBytes++] = rest[0];
                return 1;
            case (byte)'\t' or (byte)'\n' or (byte)'\r':
                // 2.11 makes one line feed of CR LF before 3.3.3 makes a space of it.
                _values[_valueBytes++] = (byte)' ';
                return rest.StartsWith("\r\n"u8) ? 2 : 1;
            case (byte)'&':
                var length = rest.IndexOf((byte)';') + 1;
                if (length == 0)
                {
                    throw XmlRefusal.Malformed("'&' begins no reference.");
                }

                _valueBytes += XmlReferences.Resolve(rest[..length], _values.AsSpan(_valueBytes));
                return length;
            case (byte)'<':
                throw XmlRefusal.Malformed("'<' in an attribute value.");
            default:
                throw XmlRefusal.Malformed("A control character that XML forbids.");
        }
    }
}
