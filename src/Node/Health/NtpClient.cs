using System.Buffers.Binary;
using System.Net.Sockets;

namespace SdkNode.Node.Health;

/// <summary>Asks a time server by SNTP (RFC 4330).</summary>
internal static class NtpClient
{
    private const int PacketBytes = 48;
    private static readonly DateTimeOffset s_epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>By how much the server is ahead of this machine; null where it gives no usable answer in time.</summary>
    /// <param name="host">Its host name or address.</param>
    /// <param name="port">Its UDP port.</param>
    /// <param name="clock">This machine's time.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<TimeSpan?> AskAsync(string host, int port, TimeProvider clock, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(limit);
        try
        {
            using var udp = new UdpClient(host, port);
            var request = new byte[PacketBytes];
            request[0] = 0x23;
            var sent = clock.GetUtcNow();
            Write(request.AsSpan(40), sent);
            await udp.SendAsync(request, ended.Token);
            var answer = (await udp.ReceiveAsync(ended.Token)).Buffer;
            var arrived = clock.GetUtcNow();
            return Read(request, answer, sent, arrived);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // Only the answer to our own question counts, of a server that has the time itself.
    private static TimeSpan? Read(byte[] request, byte[] answer, DateTimeOffset sent, DateTimeOffset arrived)
    {
        if (answer.Length < PacketBytes || (answer[0] & 7) != 4 || answer[0] >> 6 == 3 || answer[1] is 0 or > 15 || !answer.AsSpan(24, 8).SequenceEqual(request.AsSpan(40, 8)))
        {
            return null;
        }

        var (received, transmitted) = (Time(answer.AsSpan(32)), Time(answer.AsSpan(40)));
        return ((received - sent) + (transmitted - arrived)) / 2;
    }

    private static DateTimeOffset Time(ReadOnlySpan<byte> octets)
    {
        var seconds = BinaryPrimitives.ReadUInt32BigEndian(octets);

        // The first era ends in 2036; numbers before 2024 are of the next.
        var era = seconds < 3_913_000_000 ? 1L << 32 : 0;
        return s_epoch.AddSeconds(era + seconds).AddTicks((long)(BinaryPrimitives.ReadUInt32BigEndian(octets[4..]) * (double)TimeSpan.TicksPerSecond / (1L << 32)));
    }

    private static void Write(Span<byte> octets, DateTimeOffset time)
    {
        var since = time - s_epoch;
        var seconds = (long)since.TotalSeconds;
        BinaryPrimitives.WriteUInt32BigEndian(octets, unchecked((uint)seconds));
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], (uint)((since.Ticks % TimeSpan.TicksPerSecond) * (double)(1L << 32) / TimeSpan.TicksPerSecond));
    }
}
