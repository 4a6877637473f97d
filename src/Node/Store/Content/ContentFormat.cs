using System.Buffers.Binary;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// How content lies on disk: a header with the wrapped content key, then chunks of 64 KiB under AES-256-GCM. A chunk's nonce
/// is its number and a mark on the last one (the STREAM construction), so that chunks can't be reordered, dropped or cut off.
/// </summary>
internal static class ContentFormat
{
    /// <summary>Plaintext octets of a chunk; the last one may be shorter, even empty.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>The tag after each chunk and after the wrapped key.</summary>
    public const int TagBytes = 16;

    /// <summary>The content key.</summary>
    public const int KeyBytes = 32;

    /// <summary>A GCM nonce.</summary>
    public const int NonceBytes = 12;

    /// <summary>Magic and format version, key version, wrapping nonce, wrapped key, tag.</summary>
    public const int HeaderBytes = 5 + 4 + NonceBytes + KeyBytes + TagBytes;

    /// <summary>The first five octets: SDKC and the format's version.</summary>
    public static ReadOnlySpan<byte> Magic => "SDKC\u0001"u8;

    /// <summary>Writes the nonce of chunk <paramref name="number"/>.</summary>
    public static void WriteNonce(Span<byte> nonce, uint number, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[7..], number);
        nonce[11] = last ? (byte)1 : (byte)0;
    }

    /// <summary>The plaintext's length for a file of <paramref name="fileBytes"/> octets.</summary>
    public static long PlainLength(long fileBytes)
    {
        var body = fileBytes - HeaderBytes;
        var chunks = (body + ChunkBytes + TagBytes - 1) / (ChunkBytes + TagBytes);
        return body - (chunks * TagBytes);
    }
}
