using System.Security.Cryptography;

namespace SdkNode.Security.Encryption;

/// <summary>
/// The reverse of <see cref="CbcEncipherment"/>. The last byte tells the length of the padding, 1 to 16; its other bytes are
/// arbitrary by the standard, so a PKCS #7 check would be wrong.
/// </summary>
internal sealed class CbcDecipherment : ChunkTransform
{
    private const int BlockBytes = CbcEncipherment.BlockBytes;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _held = new byte[BlockBytes];
    private ICryptoTransform? _cipher;
    private bool _holds;

    public CbcDecipherment(ContentKey key)
    {
        _aes.Padding = PaddingMode.None;
        _aes.SetKey(key.Bytes);
    }

    public override int Transform(byte[] input, int count, bool isLast, byte[] output)
    {
        if (count % BlockBytes != 0)
        {
            throw new UndecryptableException();
        }

        var offset = 0;
        if (_cipher is null && count > 0)
        {
            _aes.IV = input[..BlockBytes];
            _cipher = _aes.CreateDecryptor();
            offset = BlockBytes;
        }

        var written = Decipher(input, offset, count - offset, output);
        return isLast ? written + Unpad(output.AsSpan(written)) : written;
    }

    public override void Dispose()
    {
        _cipher?.Dispose();
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_held);
    }

    // The newest block is always held back: it may be the last, whose padding must not get out.
    private int Decipher(byte[] input, int offset, int count, byte[] output)
    {
        if (count == 0)
        {
            return 0;
        }

        var before = _holds ? BlockBytes : 0;
        _held.AsSpan(0, before).CopyTo(output);
        var end = before + _cipher!.TransformBlock(input, offset, count, output, before);
        output.AsSpan(end - BlockBytes, BlockBytes).CopyTo(_held);
        _holds = true;
        return end - BlockBytes;
    }

    private int Unpad(Span<byte> output)
    {
        var padding = _held[^1];
        if (!_holds || padding is 0 or > BlockBytes)
        {
            throw new UndecryptableException();
        }

        _held.AsSpan(0, BlockBytes - padding).CopyTo(output);
        return BlockBytes - padding;
    }
}
