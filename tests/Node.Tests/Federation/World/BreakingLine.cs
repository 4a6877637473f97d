using System.Net;
using System.Net.Sockets;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>
/// A line to a node that breaks once: the first connection that has carried a whole request is cut as soon as the node begins
/// to answer, so that the node has the message and the sender has no acknowledgement. Then it carries everything.
/// </summary>
internal sealed class BreakingLine : IAsyncDisposable
{
    // More than a TLS handshake with client certificate sends, less than any AS4 request with a PDF.
    private const int HandshakeBytes = 9_000;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly int _port;
    private readonly Task _accepting;
    private int _broken;

    public BreakingLine(int port)
    {
        _port = port;
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
        long sent = 0;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port, _stopped.Token);
            var forth = CopyAsync(near.GetStream(), far.GetStream(), count =>
            {
                Interlocked.Add(ref sent, count);
                return true;
            });
            var back = CopyAsync(far.GetStream(), near.GetStream(), _ =>
                Interlocked.Read(ref sent) < HandshakeBytes || Interlocked.CompareExchange(ref _broken, 1, 0) != 0);
            await Task.WhenAny(forth, back);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One of the ends is gone, and the other one goes too.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<int, bool> mayPass)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, _stopped.Token)) > 0 && mayPass(count))
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
