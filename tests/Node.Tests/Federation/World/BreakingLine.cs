using System.Net;
using System.Net.Sockets;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>
/// A line to a node that breaks once: when the node answers a message that it has committed, so that it has the message and the
/// sender has no acknowledgement. What comes before (of the handshake, however late) and after is carried.
/// </summary>
internal sealed class BreakingLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly int _port;
    private readonly Func<Task<bool>> _isCommitted;
    private readonly Task _accepting;
    private int _broken;

    /// <summary>Listens.</summary>
    /// <param name="port">The node's port.</param>
    /// <param name="isCommitted">Whether the node has committed the message, which it does before it answers.</param>
    public BreakingLine(int port, Func<Task<bool>> isCommitted)
    {
        _port = port;
        _isCommitted = isCommitted;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How many times it broke.</summary>
    public int Broken => Volatile.Read(ref _broken);

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
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port, _stopped.Token);
            var forth = CopyAsync(near.GetStream(), far.GetStream(), () => Task.FromResult(true));
            var back = CopyAsync(far.GetStream(), near.GetStream(), MayAnswerAsync);
            await Task.WhenAny(forth, back);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One of the ends is gone, and the other one goes too.
        }
    }

    private async Task<bool> MayAnswerAsync() =>
        Broken != 0 || !await _isCommitted() || Interlocked.Exchange(ref _broken, 1) != 0;

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<Task<bool>> mayPass)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, _stopped.Token)) > 0 && await mayPass())
            {
                await to.WriteAsync(buffer.AsMemory(0, count), _stopped.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The line is closed from one end or the other.
        }
    }
}
