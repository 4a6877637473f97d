using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace SdkNode.Security.Encryption;

/// <summary>The reverse of <see cref="GcmEncipherment"/>. What comes out before the end is not yet authenticated.</summary>
internal sealed class GcmDecipherment : ChunkTransform
{
    private readonly GcmBlockCipher _cipher = new(AesUtilities.CreateEngine());
    private KeyParameter? _key;

    public GcmDecipherment(ContentKey key) => _key = new KeyParameter(key.Bytes);

    public override int Transform(byte[] input, int count, bool isLast, byte[] output)
    {
        var offset = 0;
        if (_key is not null)
        {
            if (count < GcmEncipherment.NonceBytes)
            {
                throw new UndecryptableException();
            }

            offset = GcmEncipherment.NonceBytes;
            _cipher.Init(forEncryption: false, new AeadParameters(_key, GcmEncipherment.TagBytes * 8, input[..offset]));
            _key = null;
        }

        try
        {
            var written = _cipher.ProcessBytes(input.AsSpan(offset, count - offset), output);
            return isLast ? written + _cipher.DoFinal(output.AsSpan(written)) : written;
        }
        catch (InvalidCipherTextException)
        {
            throw new UndecryptableException();
        }
    }

    public override void Dispose() => _key = null;
}
