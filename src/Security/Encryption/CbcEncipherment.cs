using System.Security.Cryptography;

namespace SdkNode.Security.Encryption;

/// <summary>AES-CBC of XML Encryption 5.2: the initialisation vector first, then the blocks, the last one padded.</summary>
internal sealed class CbcEncipherment : ChunkTransform
{
    public const int BlockBytes = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _cipher;
    private bool _started;

    public CbcEncipherment(ContentKey key)
    {
        _aes.Padding = PaddingMode.None;
        _aes.SetKey(key.Bytes);
        _aes.GenerateIV();
        _cipher = _aes.CreateEncryptor();
    }

    public override int Transform(byte[] input, int count, bool isLast, byte[] output)
    {
        var written = 0;
        if (!_started)
        {
            _started = true;
            _aes.IV.CopyTo(output, 0);
            written = BlockBytes;
        }

        if (isLast)
        {
            // The standard leaves all pad bytes but the last free; these satisfy readers that expect PKCS #7 as well.
            var padding = BlockBytes - (count % BlockBytes);
            input.AsSpan(count, padding).Fill((byte)padding);
            count += padding;
        }

        return written + (count == 0 ? 0 : _cipher.TransformBlock(input, 0, count, output, written));
    }

    public override void Dispose()
    {
        _cipher.Dispose();
        _aes.Dispose();
    }
}
