using System.Security.Cryptography;
using SdkNode.Security.Encryption;

namespace SdkNode.Security.Pkcs11;

/// <summary>
/// A private RSA key inside a token: it signs and opens there and never leaves it (PKI-9). Of mechanisms it asks for the two that every
/// module has, PKCS#1 signatures and the bare operation; OAEP is taken off here, with whatever hashes. Safe for several threads.
/// </summary>
internal sealed class Pkcs11Rsa : RSA, IRawRsa
{
    private static readonly Dictionary<string, byte[]> s_digestInfo = new(StringComparer.Ordinal)
    {
        [nameof(HashAlgorithmName.SHA1)] = Convert.FromHexString("3021300906052B0E03021A05000414"),
        [nameof(HashAlgorithmName.SHA256)] = Convert.FromHexString("3031300D060960864801650304020105000420"),
        [nameof(HashAlgorithmName.SHA384)] = Convert.FromHexString("3041300D060960864801650304020205000430"),
        [nameof(HashAlgorithmName.SHA512)] = Convert.FromHexString("3051300D060960864801650304020305000440"),
    };

    private readonly Pkcs11Token _token;
    private readonly Pkcs11Uri _uri;
    private readonly RSAParameters _public;

    public Pkcs11Rsa(Pkcs11Token token, Pkcs11Uri uri, RSAParameters publicKey)
    {
        (_token, _uri, _public) = (token, uri, publicKey);
        KeySizeValue = publicKey.Modulus!.Length * 8;
    }

    /// <inheritdoc />
    public int BlockBytes => KeySizeValue / 8;

    /// <inheritdoc />
    public byte[] Raw(byte[] block) => _token.Decrypt(_uri, block);

    /// <inheritdoc />
    public override RSAParameters ExportParameters(bool includePrivateParameters) => includePrivateParameters
        ? throw new CryptographicException($"The key {_uri} is in a token and cannot be exported.")
        : _public;

    /// <inheritdoc />
    public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException("A key in a token is not replaced.");

    /// <inheritdoc />
    public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return padding == RSASignaturePadding.Pkcs1 && s_digestInfo.TryGetValue(hashAlgorithm.Name ?? "", out var info)
            ? _token.Sign(_uri, [.. info, .. hash])
            : throw new CryptographicException($"A key in a token signs with PKCS#1 and SHA-1 or SHA-2, not with {padding} and {hashAlgorithm}.");
    }

    /// <inheritdoc />
    public override byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(padding);
        if (padding.Mode != RSAEncryptionPaddingMode.Oaep)
        {
            throw new CryptographicException("A key in a token opens OAEP alone.");
        }

        return OaepCipher.DecryptRaw(this, new KeyTransport(KeyTransport.RsaOaep, padding.OaepHashAlgorithm, padding.OaepHashAlgorithm), data)
            ?? throw new CryptographicException("The block does not open with this key.");
    }

    /// <inheritdoc />
    public override byte[] Encrypt(byte[] data, RSAEncryptionPadding padding)
    {
        using var open = Create(_public);
        return open.Encrypt(data, padding);
    }

    /// <inheritdoc />
    public override bool VerifyHash(byte[] hash, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
    {
        using var open = Create(_public);
        return open.VerifyHash(hash, signature, hashAlgorithm, padding);
    }

    /// <inheritdoc />
    protected override byte[] HashData(byte[] data, int offset, int count, HashAlgorithmName hashAlgorithm) => CryptographicOperations.HashData(hashAlgorithm, data.AsSpan(offset, count));

    /// <inheritdoc />
    protected override byte[] HashData(Stream data, HashAlgorithmName hashAlgorithm) => CryptographicOperations.HashData(hashAlgorithm, data);
}
