using System.Buffers.Binary;
using SdkNode.As4.Mime;
using SdkNode.As4.WsSecurity;

namespace SdkNode.As4.Receiving;

/// <summary>The deciphered octets of an attachment on their way: digested and counted as they are read.</summary>
internal sealed class PlaintextTap(Stream plaintext, AttachmentDigest digest) : ReadOnlyStream
{
    private readonly byte[] _last = new byte[4];

    /// <summary>Octets that have passed.</summary>
    public long Count { get; private set; }

    /// <summary>The last four octets as a number: the length that a gzip stream states at its end.</summary>
    public uint StatedLength => BinaryPrimitives.ReadUInt32LittleEndian(_last);

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await plaintext.ReadAsync(buffer, cancellationToken);
        Take(buffer.Span[..read]);
        return read;
    }

    private void Take(ReadOnlySpan<byte> octets)
    {
        digest.Append(octets);
        Count += octets.Length;
        if (octets.Length >= _last.Length)
        {
            octets[^_last.Length..].CopyTo(_last);
            return;
        }

        _last.AsSpan(octets.Length).CopyTo(_last);
        octets.CopyTo(_last.AsSpan(_last.Length - octets.Length));
    }
}
