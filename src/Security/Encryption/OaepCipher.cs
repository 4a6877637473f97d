using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Security;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Security.Encryption;

/// <summary>
/// RSA-OAEP with an empty label. The platform's RSA does it where both hashes are the same; mixed hashes take BouncyCastle,
/// nine times slower, and a private key that can be exported (O2O-2).
/// </summary>
internal static class OaepCipher
{
    public static byte[] Encrypt(RSA publicKey, KeyTransport transport, ReadOnlySpan<byte> plaintext)
    {
        if (!transport.IsSupported)
        {
            throw new NotSupportedException($"{transport.Algorithm} with {transport.Digest} and MGF1 with {transport.Mgf} is not supported.");
        }

        if (!transport.IsMixed)
        {
            return publicKey.Encrypt(plaintext, RSAEncryptionPadding.CreateOaep(transport.Digest));
        }

        var block = plaintext.ToArray();
        var cipher = MixedHashes(transport);
        cipher.Init(forEncryption: true, DotNetUtilities.GetRsaPublicKey(publicKey));
        var wrapped = cipher.ProcessBlock(block, 0, block.Length);
        CryptographicOperations.ZeroMemory(block);
        return wrapped;
    }

    /// <summary>The plaintext, or the one fault; another fault only when the key cannot be used with these hashes at all.</summary>
    public static Result<byte[], DecryptionFault> Decrypt(RSA privateKey, KeyTransport transport, byte[] ciphertext)
    {
        try
        {
            return transport.IsMixed ? DecryptMixed(privateKey, transport, ciphertext) : privateKey.Decrypt(ciphertext, RSAEncryptionPadding.CreateOaep(transport.Digest));
        }
        catch (Exception fault) when (fault is CryptographicException or CryptoException)
        {
            return DecryptionFault.Undecryptable;
        }
    }

    /// <summary>Takes the padding off what a key's bare operation gives; null where there is none to take off.</summary>
    internal static byte[]? DecryptRaw(IRawRsa key, KeyTransport transport, byte[] ciphertext)
    {
        if (ciphertext.Length != key.BlockBytes || !transport.IsSupported)
        {
            return null;
        }

        try
        {
            var cipher = new OaepEncoding(new RawRsaEngine(key), Digest(transport.Digest), Digest(transport.Mgf), null);
            cipher.Init(forEncryption: false, new InToken());
            return cipher.ProcessBlock(ciphertext, 0, ciphertext.Length);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }

    private static Result<byte[], DecryptionFault> DecryptMixed(RSA privateKey, KeyTransport transport, byte[] ciphertext)
    {
        if (privateKey is IRawRsa inToken)
        {
            return DecryptRaw(inToken, transport, ciphertext) is { } opened ? opened : DecryptionFault.Undecryptable;
        }

        AsymmetricKeyParameter exported;
        try
        {
            exported = DotNetUtilities.GetRsaKeyPair(privateKey).Private;
        }
        catch (Exception fault) when (fault is CryptographicException or NotSupportedException)
        {
            return new DecryptionFault(
                DecryptionFaultKind.AlgorithmNotAllowed,
                $"RSA-OAEP with {transport.Digest} and MGF1 with {transport.Mgf} needs a private key that can be exported; ours cannot.");
        }

        var cipher = MixedHashes(transport);
        cipher.Init(forEncryption: false, exported);

        // A block longer than the modulus makes the engine throw an exception of another kind.
        return ciphertext.Length == cipher.GetInputBlockSize() ? cipher.ProcessBlock(ciphertext, 0, ciphertext.Length) : DecryptionFault.Undecryptable;
    }

    private static OaepEncoding MixedHashes(KeyTransport transport) =>
        new(new RsaBlindedEngine(), Digest(transport.Digest), Digest(transport.Mgf), null);

    // The key is where it is; the encoding only hands its parameters on.
    private sealed class InToken : ICipherParameters;

    private static IDigest Digest(HashAlgorithmName hash) => hash.Name switch
    {
        nameof(HashAlgorithmName.SHA1) => new Sha1Digest(),
        nameof(HashAlgorithmName.SHA256) => new Sha256Digest(),
        nameof(HashAlgorithmName.SHA384) => new Sha384Digest(),
        _ => new Sha512Digest(),
    };
}
