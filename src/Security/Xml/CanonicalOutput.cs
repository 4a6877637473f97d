using System.Buffers;
using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>Buffered UTF-8 output with the escapes of C14N; long runs go to the stream as they lie.</summary>
internal sealed class CanonicalOutput(Stream stream)
{
    private static readonly SearchValues<byte> TextEscapes = SearchValues.Create("&<>\r"u8);
    private static readonly SearchValues<byte> ValueEscapes = SearchValues.Create("&<\"\t\n\r"u8);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _used;

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
        {
            Flush();
            if (bytes.Length > _buffer.Length / 2)
            {
                stream.Write(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    internal void Write(byte b)
    {
        if (_used == _buffer.Length)
        {
            Flush();
        }

        _buffer[_used++] = b;
    }

    internal void WriteText(ReadOnlySpan<byte> text) => WriteEscaped(text, TextEscapes);

    internal void WriteValue(ReadOnlySpan<byte> value) => WriteEscaped(value, ValueEscapes);

    internal void WriteValue(string value)
    {
        var length = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (length <= 512)
        {
            Span<byte> utf8 = stackalloc byte[512];
            WriteValue(utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
        }
        else
        {
            WriteValue(Encoding.UTF8.GetBytes(value));
        }
    }

    internal void Flush()
    {
        stream.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    private void WriteEscaped(ReadOnlySpan<byte> data, SearchValues<byte> escapes)
    {
        for (int run; (run = data.IndexOfAny(escapes)) >= 0; data = data[(run + 1)..])
        {
            Write(data[..run]);
            Write(data[run] switch
            {
                (byte)'&' => "&amp;"u8,
                (byte)'<' => "&lt;"u8,
                (byte)'>' => "&gt;"u8,
                (byte)'"' => "&quot;"u8,
                (byte)'\t' => "&#x9;"u8,
                (byte)'\n' => "&#xA;"u8,
                _ => "&#xD;"u8,
            });
        }

        Write(data);
    }
}
