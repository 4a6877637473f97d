using System.Net;
using System.Net.Sockets;

namespace SdkNode.Crash.Network;

/// <summary>
/// The TCP line to a municipality's nodes, taken in turn: cuts, truncates and delays connections as the seed says for the n-th of
/// them. It sees ciphertext only; what needs whole requests is done by the <see cref="Relay"/>, to which it passes some on.
/// </summary>
internal sealed class Line : IAsyncDisposable
{
    private static readonly TimeSpan MostForStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _name;
    private readonly int[] _targets;
    private readonly Relay _relay;
    private readonly Chance _chance;
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _accepting;
    private long _connections;
    private volatile bool _calm;

    private Line(string name, int[] targets, Relay relay, Chance chance)
    {
        (_name, _targets, _relay, _chance) = (name, targets, relay, chance);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Address = new Uri($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>What is published as the access point's address.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    public static Line Start(string name, int[] targets, Relay relay, Chance chance) => new(name, targets, relay, chance);

    /// <summary>From now on nothing happens to new connections.</summary>
    public void Calm()
    {
        _calm = true;
        _relay.Calm();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await _relay.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                _ = ServeAsync(client, _connections++);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket client, long number)
    {
        var plan = _calm ? LinePlan.Calm : LinePlan.Draw(_chance.Of($"line {_name}", number));
        NetworkCounts.Add(plan.Name);
        using var server = await ConnectAsync(plan, number);
        using (client)
        {
            if (server is null)
            {
                client.LingerState = new LingerOption(true, 0);
                return;
            }

            using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            end.CancelAfter(plan.Life);
            var there = PumpAsync(client, server, plan.RequestBytes, plan.Delay, end.Token);
            var back = PumpAsync(server, client, plan.AnswerBytes, plan.Delay, end.Token);
            var wasCut = await await Task.WhenAny(there, back);
            await end.CancelAsync();
            await Task.WhenAll(there, back);
            if (wasCut && plan.Reset)
            {
                client.LingerState = server.LingerState = new LingerOption(true, 0);
            }
        }
    }

    // A calm line waits for a node that starts, as a balancer may: when both sides start at once the first to run must not meet a closed
    // door, after which it would wait for its next try for minutes.
    private async Task<Socket?> ConnectAsync(LinePlan plan, long number)
    {
        for (var waited = TimeSpan.Zero; ; waited += Look)
        {
            if (await TryConnectAsync(plan, number) is { } socket)
            {
                return socket;
            }

            if (!_calm || waited >= MostForStart || _stop.IsCancellationRequested)
            {
                return null;
            }

            await Task.Delay(Look);
        }
    }

    // A node that is down refuses; with several nodes the next one is asked, as a balancer does.
    private async Task<Socket?> TryConnectAsync(LinePlan plan, long number)
    {
        for (var i = 0; i < _targets.Length; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, plan.Relayed ? _relay.Port : _targets[(number + i) % _targets.Length], _stop.Token);
                return socket;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    /// <summary>Carries octets one way; true when it was cut, false when the sender ended it.</summary>
    private static async Task<bool> PumpAsync(Socket from, Socket to, long most, TimeSpan delay, CancellationToken end)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (most > 0)
            {
                var count = await from.ReceiveAsync(buffer, end);
                if (count == 0)
                {
                    return false;
                }

                if (delay > TimeSpan.Zero)
                {
                    await Task.Delay(delay, end);
                }

                // The piece in which the limit lies is passed on up to it: truncated in the middle.
                var passed = (int)Math.Min(count, most);
                for (var sent = 0; sent < passed;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, passed - sent), end);
                }

                most -= passed;
            }

            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return true;
        }
    }
}
