using System.Buffers;
using System.Buffers.Text;

namespace SdkNode.Node.Api.Json;

/// <summary>Takes pieces of text out of a JSON string that arrives in chunks.</summary>
internal delegate void TextPiece(ReadOnlySpan<byte> piece);

/// <summary>
/// Reads one JSON string whose text is Base64, in chunks, up to its closing quote: plain runs are handed on as they are, escapes
/// (<c>\/</c>, <c>\u002B</c>) as what they stand for.
/// </summary>
internal sealed class JsonStringDecoder
{
    private static readonly SearchValues<byte> s_stops = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private readonly byte[] _escape = new byte[6];
    private int _escapeLength;

    /// <summary>The closing quote has been met.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>An escape or a control character was met that no Base64 text has.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Begins a new string.</summary>
    public void Reset() => (IsEnded, IsDamaged, _escapeLength) = (false, false, 0);

    /// <summary>Takes what belongs to the string, at most all of <paramref name="json"/>, and gives how much that was, closing quote included.</summary>
    public int Take(ReadOnlySpan<byte> json, TextPiece piece)
    {
        var taken = 0;
        while (taken < json.Length && !IsEnded)
        {
            if (_escapeLength > 0)
            {
                Escape(json[taken++], piece);
                continue;
            }

            var rest = json[taken..];
            var stop = rest.IndexOfAny(s_stops);
            var run = stop < 0 ? rest.Length : stop;
            if (run > 0 && !IsDamaged)
            {
                piece(rest[..run]);
            }

            taken += run;
            if (stop >= 0)
            {
                Stop(json[taken++]);
            }
        }

        return taken;
    }

    private void Stop(byte letter)
    {
        if (letter == (byte)'"')
        {
            IsEnded = true;
        }
        else if (letter == (byte)'\\')
        {
            _escape[0] = letter;
            _escapeLength = 1;
        }
        else
        {
            // JSON forbids bare control characters inside strings.
            IsDamaged = true;
        }
    }

    private void Escape(byte letter, TextPiece piece)
    {
        _escape[_escapeLength++] = letter;
        if (_escape[1] == (byte)'u' && _escapeLength < _escape.Length)
        {
            return;
        }

        var character = _escape[1] switch
        {
            (byte)'/' => '/',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'u' when Utf8Parser.TryParse(_escape.AsSpan(2, 4), out ushort code, out var used, 'x') && used == 4 && code < 0x80 => (char)code,
            _ => '\0',
        };
        _escapeLength = 0;
        if (character == '\0')
        {
            IsDamaged = true;
        }
        else if (!IsDamaged)
        {
            piece([(byte)character]);
        }
    }
}
