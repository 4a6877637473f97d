using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>The seals of entries, segments and chains (AP-5): each covers canonical bytes, in which every field has its length before it.</summary>
internal sealed class LogSeals(byte[] key)
{
    /// <summary>The digest that the first segment names as the one before.</summary>
    public static byte[] None { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The canonical bytes of an entry: its segment, its place, its fields.</summary>
    public static byte[] Canonical(LogEntry entry)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        Write(bytes, entry.Segment ?? 0);
        Write(bytes, entry.Place ?? 0);
        foreach (var (name, value) in entry.Fields())
        {
            Write(bytes, name);
            Write(bytes, value);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The seal of an entry's canonical bytes; entries of two logs never have the same.</summary>
    public byte[] Of(string log, byte[] canonical) => HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"entry:{log}:"), .. canonical]);

    /// <summary>The digest of a segment.</summary>
    public static byte[] Digest(LogSegmentRow row)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        Write(bytes, row.Log);
        Write(bytes, row.Environment);
        Write(bytes, row.Participant);
        foreach (var number in (ReadOnlySpan<long>)[row.Number, row.FirstEntry, row.LastEntry, row.Count, row.NewestAt.UtcTicks, row.SealedAt.UtcTicks])
        {
            Write(bytes, number);
        }

        bytes.Write(row.Entries);
        bytes.Write(row.Previous);
        return SHA256.HashData(bytes.WrittenSpan);
    }

    /// <summary>The seal of a segment's digest.</summary>
    public byte[] Of(byte[] digest) => HMACSHA256.HashData(key, (byte[])[.. "segment:"u8, .. digest]);

    /// <summary>The seal of a chain's ends.</summary>
    public byte[] Of(LogChainRow row)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        bytes.Write("chain:"u8);
        Write(bytes, row.Log);
        Write(bytes, row.Environment);
        Write(bytes, row.Participant);
        Write(bytes, row.Oldest);
        Write(bytes, row.Newest);
        bytes.Write(row.NewestDigest);
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(8), value);
        bytes.Advance(8);
    }

    // Nothing and an empty text are two things.
    private static void Write(ArrayBufferWriter<byte> bytes, string? value)
    {
        Write(bytes, value is null ? -1 : Encoding.UTF8.GetByteCount(value));
        bytes.Write(Encoding.UTF8.GetBytes(value ?? ""));
    }
}
