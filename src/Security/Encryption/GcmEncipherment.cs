using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace SdkNode.Security.Encryption;

/// <summary>
/// AES-GCM of XML Encryption 1.1, 5.2.4: a 96-bit initialisation vector first, a 128-bit tag last. The platform's AesGcm takes
/// a content at one go only, so the streaming cipher is BouncyCastle's, on the engine that uses the processor's AES instructions.
/// </summary>
internal sealed class GcmEncipherment : ChunkTransform
{
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    private readonly GcmBlockCipher _cipher = new(AesUtilities.CreateEngine());
    private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(NonceBytes);
    private bool _started;

    public GcmEncipherment(ContentKey key) =>
        _cipher.Init(forEncryption: true, new AeadParameters(new KeyParameter(key.Bytes), TagBytes * 8, _nonce));

    public override int Transform(byte[] input, int count, bool isLast, byte[] output)
    {
        var written = 0;
        if (!_started)
        {
            _started = true;
            _nonce.CopyTo(output, 0);
            written = NonceBytes;
        }

        written += _cipher.ProcessBytes(input.AsSpan(0, count), output.AsSpan(written));
        return isLast ? written + _cipher.DoFinal(output.AsSpan(written)) : written;
    }

    public override void Dispose()
    {
        // BouncyCastle's expanded key is left to the garbage collector: the library gives no way to overwrite it.
    }
}
