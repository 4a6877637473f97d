using System.Security.Cryptography;
using SdkNode.Security.Encryption;

namespace SdkNode.Security.Tests.Encryption;

/// <summary>What the tests of encryption share.</summary>
internal static class ContentKeys
{
    private static readonly Lazy<RSA> LazyReceiver = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> LazyOther = new(() => RSA.Create(2048));

    public static TheoryData<ContentCipher> AllCiphers => [.. Enum.GetValues<ContentCipher>()];

    public static RSA Receiver => LazyReceiver.Value;

    public static RSA Other => LazyOther.Value;

    public static byte[] Encrypt(byte[] plaintext, ContentKey key)
    {
        using var ciphertext = new MemoryStream();
        using (var stream = ContentCryptography.EncryptTo(ciphertext, key, leaveOpen: true))
        {
            stream.Write(plaintext);
            stream.Complete();
        }

        return ciphertext.ToArray();
    }

    public static byte[] Decrypt(byte[] ciphertext, ContentKey key)
    {
        using var stream = ContentCryptography.Decrypt(new MemoryStream(ciphertext), key);
        using var plaintext = new MemoryStream();
        stream.CopyTo(plaintext);
        return plaintext.ToArray();
    }
}
