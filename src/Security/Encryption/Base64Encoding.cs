using System.Buffers.Text;

namespace SdkNode.Security.Encryption;

/// <summary>Octets to Base64 without line breaks.</summary>
internal sealed class Base64Encoding : ChunkTransform
{
    public override int MaxOutputBytes => Base64.GetMaxEncodedToUtf8Length(ChunkBytes);

    public override int Transform(byte[] input, int count, bool isLast, byte[] output)
    {
        // A chunk is a whole number of groups, so only the last one is padded.
        Base64.EncodeToUtf8(input.AsSpan(0, count), output, out _, out var written);
        return written;
    }

    public override void Dispose()
    {
    }
}
