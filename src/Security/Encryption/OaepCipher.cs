using System.Security.Cryptography;

namespace SdkNode.Security.Encryption;

internal static class OaepCipher
{
    public static byte[] Encrypt(RSA publicKey, KeyTransport transport, ReadOnlySpan<byte> plaintext) => throw new NotImplementedException();
}
