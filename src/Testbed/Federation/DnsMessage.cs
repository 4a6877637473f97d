using System.Buffers.Binary;
using System.Text;

namespace SdkNode.Testbed.Federation;

/// <summary>As much of RFC 1035 as a server of one record type needs: reads one question, writes its answer.</summary>
internal sealed class DnsMessage
{
    public const ushort Naptr = 35;
    public const int NoError = 0;
    public const int ServerFailure = 2;
    public const int NameError = 3;

    private const int HeaderBytes = 12;
    private const ushort Internet = 1;

    private readonly byte[] _head;

    private DnsMessage(byte[] head, string name, ushort type) => (_head, Name, Type) = (head, name, type);

    /// <summary>The name asked for, without the dot at its end.</summary>
    public string Name { get; }

    /// <summary>The record type asked for.</summary>
    public ushort Type { get; }

    /// <summary>The question, or null when the datagram is no query with one question of class IN.</summary>
    public static DnsMessage? ReadQuery(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < HeaderBytes || (datagram[2] & 0xF8) != 0 || BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]) != 1)
        {
            return null;
        }

        var (labels, at) = (new List<string>(), HeaderBytes);
        while (at < datagram.Length && datagram[at] is > 0 and < 64 and var length && at + 1 + length <= datagram.Length)
        {
            labels.Add(Encoding.ASCII.GetString(datagram.Slice(at + 1, length)));
            at += 1 + length;
        }

        // What ended the labels must be the root, with type and class after it; a question needs no compression.
        if (at + 5 > datagram.Length || datagram[at] != 0 || BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 3)..]) != Internet)
        {
            return null;
        }

        var type = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 1)..]);
        return new DnsMessage(datagram[..(at + 5)].ToArray(), string.Join('.', labels), type);
    }

    /// <summary>The response with these records.</summary>
    public byte[] Answer(int responseCode, IReadOnlyList<NaptrRecord> records, TimeSpan timeToLive)
    {
        using var output = new MemoryStream();
        output.Write(_head);
        foreach (var record in records)
        {
            WriteRecord(output, record, (uint)timeToLive.TotalSeconds);
        }

        var response = output.ToArray();
        response[2] = (byte)(0x84 | (response[2] & 0x01)); // A response, authoritative; recursion desired as asked.
        response[3] = (byte)responseCode;
        BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(6), (ushort)records.Count);
        response.AsSpan(8, 4).Clear(); // No authority and additional records, whatever the query had.
        return response;
    }

    private static void WriteRecord(MemoryStream output, NaptrRecord record, uint timeToLive)
    {
        using var data = new MemoryStream();
        WriteUInt16(data, record.Order);
        WriteUInt16(data, record.Preference);
        WriteText(data, record.Flags);
        WriteText(data, record.Service);
        WriteText(data, record.Regexp);
        data.WriteByte(0); // Replacement: the root, since there is a regexp.

        WriteUInt16(output, 0xC000 | HeaderBytes); // The name in the question.
        WriteUInt16(output, Naptr);
        WriteUInt16(output, Internet);
        WriteUInt16(output, (int)(timeToLive >> 16));
        WriteUInt16(output, (int)(timeToLive & 0xFFFF));
        WriteUInt16(output, (int)data.Length);
        data.WriteTo(output);
    }

    private static void WriteText(MemoryStream output, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, 255, nameof(text));
        output.WriteByte((byte)bytes.Length);
        output.Write(bytes);
    }

    private static void WriteUInt16(MemoryStream output, int value)
    {
        output.WriteByte((byte)(value >> 8));
        output.WriteByte((byte)value);
    }
}
