using System.Buffers;

namespace SdkNode.Security.Xml;

/// <summary>Reads character data and CDATA sections at memory speed: long runs are searched and checked with vector instructions and passed on as they lie.</summary>
internal sealed class XmlTextReader(IXmlTokenSink sink)
{
    private static readonly SearchValues<byte> TextStops = XmlCharacters.Stops("<&\r>");
    private static readonly SearchValues<byte> CDataStops = XmlCharacters.Stops("\r]");
    private readonly byte[] _character = new byte[4];
    private int _characterBytes;
    private int _brackets;
    private bool _afterCarriageReturn;

    /// <summary>Inside a CDATA section.</summary>
    internal bool InCData { get; private set; }

    /// <summary>The next byte is first of all this reader's: a character is cut, or a line feed may belong to a carriage return.</summary>
    internal bool IsMidway => _characterBytes > 0 || _afterCarriageReturn;

    internal void BeginCData() => (InCData, _brackets) = (true, 0);

    /// <summary>Mark-up or a reference ends what <c>]]&gt;</c> could be made of.</summary>
    internal void EndRun() => _brackets = 0;

    /// <summary>Reads text up to mark-up or to the end of data; gives the number of bytes taken, perhaps 0.</summary>
    internal int Read(ReadOnlySpan<byte> data)
    {
        if (IsMidway)
        {
            return ReadMidway(data);
        }

        var run = data.IndexOfAny(TextStops);
        if (run != 0)
        {
            return ReadRun(data, run);
        }

        switch (data[0])
        {
            case (byte)'\r':
                return ReadCarriageReturn(data);
            case (byte)'>':
                if (_brackets == 2)
                {
                    throw XmlRefusal.Malformed("']]>' in text.");
                }

                _brackets = 0;
                sink.Text(">"u8);
                return 1;
            default:
                throw XmlRefusal.Malformed("A control character that XML forbids.");
        }
    }

    /// <summary>Reads inside a CDATA section, its end included.</summary>
    internal int ReadCData(ReadOnlySpan<byte> data)
    {
        if (IsMidway)
        {
            return ReadMidway(data);
        }

        if (data[0] == ']' && _brackets < 2)
        {
            // Held back: they may be the section's end.
            _brackets++;
            return 1;
        }

        if (_brackets > 0)
        {
            return ReadAfterBrackets(data[0]);
        }

        var run = data.IndexOfAny(CDataStops);
        if (run != 0)
        {
            return ReadRun(data, run);
        }

        return data[0] == '\r' ? ReadCarriageReturn(data) : throw XmlRefusal.Malformed("A control character that XML forbids.");
    }

    private int ReadAfterBrackets(byte next)
    {
        if (_brackets == 2 && next == '>')
        {
            (InCData, _brackets) = (false, 0);
            return 1;
        }

        if (next == ']')
        {
            sink.Text("]"u8);
            return 1;
        }

        sink.Text("]]"u8[.._brackets]);
        _brackets = 0;
        return 0;
    }

    private int ReadRun(ReadOnlySpan<byte> data, int run)
    {
        if (run < 0)
        {
            run = data.Length - CutCharacterBytes(data);
            if (run == 0)
            {
                data.CopyTo(_character);
                _characterBytes = data.Length;
                return data.Length;
            }
        }

        Emit(data[..run]);
        return run;
    }

    private void Emit(ReadOnlySpan<byte> run)
    {
        XmlCharacters.RequireUtf8(run);
        if (!InCData)
        {
            var last = run.LastIndexOfAnyExcept((byte)']');
            _brackets = Math.Min(2, last < 0 ? _brackets + run.Length : run.Length - 1 - last);
        }

        sink.Text(run);
    }

    /// <summary>How many bytes at the end of data begin a character whose rest is yet to come.</summary>
    private static int CutCharacterBytes(ReadOnlySpan<byte> data)
    {
        for (var back = 1; back <= 3 && back <= data.Length; back++)
        {
            var b = data[^back];
            if (b < 0x80)
            {
                return 0;
            }

            if (b >= 0xC0)
            {
                return CharacterLength(b) > back ? back : 0;
            }
        }

        return 0;
    }

    private static int CharacterLength(byte lead) => lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

    private int ReadMidway(ReadOnlySpan<byte> data)
    {
        if (_afterCarriageReturn)
        {
            _afterCarriageReturn = false;
            return data[0] == '\n' ? 1 : 0;
        }

        _character[_characterBytes++] = data[0];
        if (data[0] is < 0x80 or >= 0xC0)
        {
            throw XmlRefusal.Of(XmlFaultKind.NotUtf8, "The bytes are not UTF-8.");
        }

        if (_characterBytes == CharacterLength(_character[0]))
        {
            var length = _characterBytes;
            _characterBytes = 0;
            Emit(_character.AsSpan(0, length));
        }

        return 1;
    }

    private int ReadCarriageReturn(ReadOnlySpan<byte> data)
    {
        _brackets = 0;
        if (data.Length > 1 && data[1] == '\n')
        {
            // The line feed is the next run's first byte: one call a line.
            return 1;
        }

        _afterCarriageReturn = true;
        sink.Text("\n"u8);
        return 1;
    }
}
