using System.Buffers;
using System.Buffers.Text;

namespace SdkNode.Security.Encryption;

/// <summary>
/// Base64 to octets, as xs:base64Binary: white space anywhere, else nothing but whole groups of four, padding in the last one
/// only, and no bits set that the padding leaves over.
/// </summary>
internal sealed class Base64Decoding : ChunkTransform
{
    private const int GroupBytes = 4;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);
    private readonly byte[] _text = ArrayPool<byte>.Shared.Rent(ChunkBytes + GroupBytes);
    private int _pending;
    private bool _padded;
    private bool _disposed;

    public override int Transform(byte[] input, int count, bool isLast, byte[] output)
    {
        var length = Compact(input.AsSpan(0, count));
        var whole = length - (length % GroupBytes);
        var groups = _text.AsSpan(0, whole);
        if ((_padded && length > 0) || (isLast && whole < length))
        {
            throw new InvalidBase64Exception();
        }

        _padded |= whole > 0 && groups[^1] == (byte)'=';
        var status = Base64.DecodeFromUtf8(groups, output, out var read, out var written);
        if (status != OperationStatus.Done || read < whole || (_padded && whole > 0 && !EndsCleanly(groups[^GroupBytes..])))
        {
            throw new InvalidBase64Exception();
        }

        _pending = length - whole;
        _text.AsSpan(whole, _pending).CopyTo(_text);
        return written;
    }

    public override void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            ArrayPool<byte>.Shared.Return(_text, clearArray: true);
        }
    }

    private int Compact(ReadOnlySpan<byte> input)
    {
        var length = _pending;
        while (input.Length > 0)
        {
            var run = input.IndexOfAny(WhiteSpace);
            run = run < 0 ? input.Length : run;
            input[..run].CopyTo(_text.AsSpan(length));
            length += run;
            input = input[Math.Min(run + 1, input.Length)..];
        }

        return length;
    }

    private static bool EndsCleanly(ReadOnlySpan<byte> group)
    {
        Span<byte> octets = stackalloc byte[GroupBytes];
        Span<byte> again = stackalloc byte[GroupBytes];
        Base64.DecodeFromUtf8(group, octets, out _, out var length);
        Base64.EncodeToUtf8(octets[..length], again, out _, out _);
        return again.SequenceEqual(group);
    }
}
