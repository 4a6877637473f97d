using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// Seals small things for rows under the node key: authenticated, and bound to a context, so that what one use sealed never opens as
/// another's. Layout: version (4), nonce (12), tag (16), ciphertext.
/// </summary>
internal sealed class KeyCipher(NodeKey key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int FrameBytes = sizeof(int) + NonceBytes + TagBytes;

    /// <summary>Seals.</summary>
    public byte[] Seal(ReadOnlySpan<byte> context, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[FrameBytes + plain.Length];
        RandomNumberGenerator.Fill(Nonce(sealedBytes));
        var version = key.Wrap(plain, Nonce(sealedBytes), context, sealedBytes.AsSpan(FrameBytes), Tag(sealedBytes));
        BinaryPrimitives.WriteInt32BigEndian(sealedBytes, version);
        return sealedBytes;
    }

    /// <summary>Opens it again; null when it is too short to have been sealed here.</summary>
    /// <exception cref="InvalidDataException">It was altered, was sealed in another context, or its key version is gone.</exception>
    public byte[]? Open(ReadOnlySpan<byte> context, byte[] sealedBytes)
    {
        if (sealedBytes.Length < FrameBytes)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length - FrameBytes];
        key.Unwrap(BinaryPrimitives.ReadInt32BigEndian(sealedBytes), sealedBytes.AsSpan(FrameBytes), Tag(sealedBytes), Nonce(sealedBytes), context, plain);
        return plain;
    }

    private static Span<byte> Nonce(byte[] sealedBytes) => sealedBytes.AsSpan(sizeof(int), NonceBytes);

    private static Span<byte> Tag(byte[] sealedBytes) => sealedBytes.AsSpan(sizeof(int) + NonceBytes, TagBytes);
}
