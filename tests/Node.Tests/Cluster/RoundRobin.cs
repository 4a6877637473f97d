using System.Net;
using System.Net.Sockets;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>A balancer in TCP mode: each connection goes to the next node, and to another where one does not take it.</summary>
internal sealed class RoundRobin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _accepting;
    private volatile int[] _ports = [];
    private int _next;

    public RoundRobin()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The ports of the nodes that are sent connections: what a health check would keep up to date.</summary>
    public void Serve(params int[] ports) => _ports = ports;

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> lines = [];
        try
        {
            while (true)
            {
                lines.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = await ConnectAsync();
        if (far is null)
        {
            return;
        }

        await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream()), CopyAsync(far.GetStream(), near.GetStream()));
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        var ports = _ports;
        var first = Interlocked.Increment(ref _next);
        for (var i = 0; i < ports.Length; i++)
        {
            var port = ports[(first + i) % ports.Length];
            var far = new TcpClient();
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, port, _stopped.Token);
                return far;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                far.Dispose();
            }
        }

        return null;
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to, _stopped.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The line is closed from one end or the other.
        }
    }
}
