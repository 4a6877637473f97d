using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Health;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Health;

/// <summary>A machine's clock that is wrong is told, in minutes and with the direction (AP-5.7).</summary>
public sealed class ClockWatchTests(FederationFixture federation)
{
    private static readonly DateTimeOffset s_epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, Rule("AP-5.7")]
    [InlineData(-600, "10 minutes: it is ahead, compared with the time server's")]
    [InlineData(20, "20 seconds: it is behind, compared with the time server's")]
    public async Task A_clock_that_is_off_the_time_server_is_an_alarm_until_it_is_right(int seconds, string told)
    {
        var offset = TimeSpan.FromSeconds(seconds);
        using var server = new TimeServer(() => offset);
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("klocka"), settings: settings => settings["NtpServers"] = new JsonArray($"127.0.0.1:{server.Port}"), cancellationToken: Cancelled);
        await node.Get<ClockWatch>().RunAsync(Cancelled);
        Assert.Contains($"This machine's clock is off by {told}.", (await AlarmAsync(node))!.Detail, StringComparison.Ordinal);
        offset = TimeSpan.FromSeconds(0.2);
        await node.Get<ClockWatch>().RunAsync(Cancelled);
        Assert.Null(await AlarmAsync(node));
    }

    [Fact, Rule("AP-5.7")]
    public async Task Without_time_servers_the_answers_of_others_tell()
    {
        var world = await federation.WorldAsync();
        var clock = new TestClock();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("gissar"), clock: clock, cancellationToken: Cancelled);
        await node.Get<ClockWatch>().RunAsync(Cancelled);
        Assert.Null(await AlarmAsync(node));
        await node.Get<Node.Partners.DirectoryWatch>().AskAsync(Cancelled);
        await node.Get<ClockWatch>().RunAsync(Cancelled);
        Assert.Null(await AlarmAsync(node));

        clock.Advance(TimeSpan.FromMinutes(10));
        await node.Get<Node.Partners.DirectoryWatch>().AskAsync(Cancelled);
        await node.Get<ClockWatch>().RunAsync(Cancelled);
        var alarm = await AlarmAsync(node);
        Assert.Contains("10 minutes: it is ahead, compared with", alarm!.Detail, StringComparison.Ordinal);
        Assert.Contains("NTP", alarm.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_server_that_answers_nothing_or_nonsense_is_as_none()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Null(await NtpClient.AskAsync("127.0.0.1", ((IPEndPoint)silent.Client.LocalEndPoint!).Port, TimeProvider.System, TimeSpan.FromMilliseconds(100), Cancelled));
        foreach (var wrong in new Action<byte[]>[] { answer => answer[0] = 0x23, answer => answer[0] = 0xe4, answer => answer[1] = 0, answer => answer[1] = 16, answer => answer[24] ^= 1 })
        {
            using var server = new TimeServer(() => TimeSpan.Zero, wrong);
            Assert.Null(await NtpClient.AskAsync("127.0.0.1", server.Port, TimeProvider.System, TimeSpan.FromSeconds(5), Cancelled));
        }

        using var right = new TimeServer(() => TimeSpan.FromSeconds(3));
        Assert.InRange((await NtpClient.AskAsync("127.0.0.1", right.Port, TimeProvider.System, TimeSpan.FromSeconds(5), Cancelled))!.Value, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(3.5));
        Assert.Null(await NtpClient.AskAsync("no-such-host.invalid", 123, TimeProvider.System, TimeSpan.FromSeconds(5), Cancelled));
    }

    private static async Task<AlarmRow?> AlarmAsync(DemoNode node) => (await node.Get<AlarmList>().OpenAsync(Cancelled)).SingleOrDefault(row => row.Kind == AlarmKinds.ClockOff);

    private sealed class TimeServer : IDisposable
    {
        private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));

        public TimeServer(Func<TimeSpan> offset, Action<byte[]>? spoil = null) => _ = ServeAsync(offset, spoil);

        public int Port => ((IPEndPoint)_udp.Client.LocalEndPoint!).Port;

        public void Dispose() => _udp.Dispose();

        private async Task ServeAsync(Func<TimeSpan> offset, Action<byte[]>? spoil)
        {
            try
            {
                while (true)
                {
                    var request = await _udp.ReceiveAsync();
                    var answer = new byte[48];
                    (answer[0], answer[1]) = (0x24, 2);
                    request.Buffer.AsSpan(40, 8).CopyTo(answer.AsSpan(24));
                    var since = TimeProvider.System.GetUtcNow() + offset() - s_epoch;
                    foreach (var place in new[] { 32, 40 })
                    {
                        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(place), (uint)(long)since.TotalSeconds);
                        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(place + 4), (uint)(since.TotalSeconds % 1 * uint.MaxValue));
                    }

                    spoil?.Invoke(answer);
                    await _udp.SendAsync(answer, request.RemoteEndPoint);
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                // The test is over.
            }
        }
    }
}
