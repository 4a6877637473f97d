using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// Seals what a row must hold of a message's header (label, persons, references) under the node key: small, authenticated, bound
/// to its message. Layout: version (4), nonce (12), tag (16), ciphertext.
/// </summary>
internal sealed class HeadCipher(NodeKey key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int FrameBytes = sizeof(int) + NonceBytes + TagBytes;

    /// <summary>Seals the header of a message.</summary>
    public byte[] Seal(Guid message, ReadOnlySpan<byte> head)
    {
        var sealedHead = new byte[FrameBytes + head.Length];
        BinaryPrimitives.WriteInt32BigEndian(sealedHead, key.CurrentVersion);
        RandomNumberGenerator.Fill(Nonce(sealedHead));
        key.Wrap(head, Nonce(sealedHead), Context(message), sealedHead.AsSpan(FrameBytes), Tag(sealedHead));
        return sealedHead;
    }

    /// <summary>Opens it again.</summary>
    /// <exception cref="InvalidDataException">It was altered, belongs to another message, or its key version is gone.</exception>
    public byte[] Open(Guid message, byte[] sealedHead)
    {
        if (sealedHead.Length < FrameBytes)
        {
            throw new InvalidDataException($"The stored header of message {message} is damaged.");
        }

        var head = new byte[sealedHead.Length - FrameBytes];
        key.Unwrap(BinaryPrimitives.ReadInt32BigEndian(sealedHead), sealedHead.AsSpan(FrameBytes), Tag(sealedHead), Nonce(sealedHead), Context(message), head);
        return head;
    }

    private static Span<byte> Nonce(byte[] sealedHead) => sealedHead.AsSpan(sizeof(int), NonceBytes);

    private static Span<byte> Tag(byte[] sealedHead) => sealedHead.AsSpan(sizeof(int) + NonceBytes, TagBytes);

    // Another use of the node key (content keys) has another context, so that one can never stand for the other.
    private static byte[] Context(Guid message) => [.. "head:"u8, .. message.ToByteArray(bigEndian: true)];
}
