using System.Security.Cryptography;

namespace SdkNode.Security.Tests.Encryption;

/// <summary>A key that works and cannot be exported, like one in a hardware module.</summary>
internal sealed class HardwareKey(RSA inner) : RSA
{
    public override int KeySize => inner.KeySize;

    public override byte[] Decrypt(byte[] data, RSAEncryptionPadding padding) => inner.Decrypt(data, padding);

    public override RSAParameters ExportParameters(bool includePrivateParameters) =>
        includePrivateParameters ? throw new CryptographicException("The key does not leave the module.") : inner.ExportParameters(false);

    public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException();
}
