using Org.BouncyCastle.Crypto;

namespace SdkNode.Security.Pkcs11;

/// <summary>Lets BouncyCastle take a padding off what a module's bare operation gives.</summary>
internal sealed class RawRsaEngine(IRawRsa key) : IAsymmetricBlockCipher
{
    /// <inheritdoc />
    public string AlgorithmName => "RSA";

    /// <inheritdoc />
    public void Init(bool forEncryption, ICipherParameters parameters)
    {
    }

    /// <inheritdoc />
    public int GetInputBlockSize() => key.BlockBytes;

    /// <inheritdoc />
    public int GetOutputBlockSize() => key.BlockBytes - 1;

    /// <inheritdoc />
    public byte[] ProcessBlock(byte[] inBuf, int inOff, int inLen)
    {
        var plain = key.Raw(inBuf.AsSpan(inOff, inLen).ToArray());

        // As the engine of a key in memory does: a number without its leading zeros.
        var skip = 0;
        while (skip < plain.Length - 1 && plain[skip] == 0)
        {
            skip++;
        }

        return plain[skip..];
    }
}
