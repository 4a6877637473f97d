using System.Net;
using System.Net.Sockets;
using System.Text;
using SdkNode.Adapters.VirusScan;

namespace SdkNode.Adapters.Tests.VirusScan;

/// <summary>A clamd that does to every connection what the test says: hangs up, waits, talks nonsense.</summary>
internal sealed class ScriptedClamd : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _connections;

    public ScriptedClamd(Func<NetworkStream, CancellationToken, Task> script)
    {
        _listener.Start();
        _serving = ServeAsync(script);
    }

    public int Connections => _connections;

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ClamdScanner Scanner(TimeSpan? idle = null) =>
        new(new ClamdOptions(ClamdAddress.Parse(Address).Value!) { IdleTimeout = idle ?? TimeSpan.FromSeconds(30) }, TimeProvider.System);

    /// <summary>Reads the command and all chunks up to the last, then answers.</summary>
    public static ScriptedClamd Answering(string reply) => new(async (stream, cancellationToken) =>
    {
        await ReadContentAsync(stream, cancellationToken);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(reply), cancellationToken);
    });

    /// <summary>The content of a zINSTREAM command; chunks have their length before them.</summary>
    public static async Task<byte[]> ReadContentAsync(Stream stream, CancellationToken cancellationToken)
    {
        var command = new byte[10];
        await stream.ReadExactlyAsync(command, cancellationToken);
        Assert.Equal("zINSTREAM\0"u8.ToArray(), command);
        using var content = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, cancellationToken);
            var chunk = new byte[System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(length)];
            if (chunk.Length == 0)
            {
                return content.ToArray();
            }

            await stream.ReadExactlyAsync(chunk, cancellationToken);
            content.Write(chunk);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> script)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                running.Add(RunAsync(client, script));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(running);
    }

    private async Task RunAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> script)
    {
        using (client)
        {
            try
            {
                await script(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side is gone, or the test is over.
            }
        }
    }
}
