using System.Buffers;
using System.Buffers.Text;

namespace SdkNode.Envelope.Content;

/// <summary>Decodes Base64 that comes in pieces, white space allowed anywhere; whatever is not Base64 is remembered and ends the decoding.</summary>
public sealed class Base64Decoder
{
    private static readonly SearchValues<byte> s_space = SearchValues.Create(" \t\r\n"u8);

    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private bool _padded;

    /// <summary>Something that is no Base64 was met, or is after <see cref="Finish"/>.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Bytes decoded so far.</summary>
    public long Length { get; private set; }

    /// <summary>Decodes the next piece into <paramref name="output"/>.</summary>
    public void Decode(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        while (!utf8.IsEmpty && !IsDamaged)
        {
            if (_carried == 0 && !_padded && utf8.Length >= 4)
            {
                utf8 = utf8[DecodeRun(utf8, output)..];
                if (utf8.IsEmpty || IsDamaged)
                {
                    return;
                }
            }

            Take(utf8[0], output);
            utf8 = utf8[1..];
        }
    }

    /// <summary>Ends the text: what is left over is damage.</summary>
    public void Finish() => IsDamaged |= _carried > 0;

    // The fast path: whole groups, up to padding, white space or the end. What it leaves goes through Take byte by byte.
    // The platform's decoder must see no white space: it would count letters of a group as consumed that it has not decoded.
    private int DecodeRun(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        var space = utf8.IndexOfAny(s_space);
        var groups = utf8[..((space < 0 ? utf8.Length : space) & ~3)];
        var target = output.GetSpan(groups.Length / 4 * 3);
        Base64.DecodeFromUtf8(groups, target, out var consumed, out var written, isFinalBlock: false);
        output.Advance(written);
        Length += written;
        return consumed;
    }

    private void Take(byte letter, IBufferWriter<byte> output)
    {
        if (s_space.Contains(letter))
        {
            return;
        }

        if (_padded)
        {
            IsDamaged = true;
            return;
        }

        _carry[_carried++] = letter;
        if (_carried < 4)
        {
            return;
        }

        _carried = 0;
        var target = output.GetSpan(3);
        if (Base64.DecodeFromUtf8(_carry, target, out _, out var written) != OperationStatus.Done || written == 0)
        {
            IsDamaged = true;
            return;
        }

        output.Advance(written);
        Length += written;
        _padded = written < 3;
    }
}
