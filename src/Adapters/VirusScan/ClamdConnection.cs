using System.Net.Sockets;
using SdkNode.Security;

namespace SdkNode.Adapters.VirusScan;

/// <summary>A connection to clamd and the time that things on it may take.</summary>
internal sealed class ClamdConnection(NetworkStream stream, ClamdOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Connects.</summary>
    public static async Task<Result<ClamdConnection, ScanFault>> OpenAsync(ClamdOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var socket = options.Address.NewSocket();
        try
        {
            using var limit = new CancellationTokenSource(options.ConnectTimeout, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await socket.ConnectAsync(options.Address.EndPoint, both.Token);
            return new ClamdConnection(new NetworkStream(socket, ownsSocket: true), options, clock);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return new ScanFault(ScanFaultKind.Unreachable, $"clamd can't be reached at {options.Address}: {e.SocketErrorCode}. Is it running?");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            return new ScanFault(ScanFaultKind.TimedOut, $"clamd at {options.Address} took no connection in {options.ConnectTimeout.TotalSeconds:0.#} s.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends octets. Null when they went out, else why not.</summary>
    public async Task<ScanFault?> SendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = new CancellationTokenSource(options.IdleTimeout, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await stream.WriteAsync(octets, both.Token);
            return null;
        }
        catch (IOException)
        {
            return new ScanFault(ScanFaultKind.Protocol, "clamd hung up while it was sent content; its log says why.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ScanFault(ScanFaultKind.TimedOut, $"clamd took nothing for {options.IdleTimeout.TotalSeconds:0.#} s.");
        }
    }

    /// <summary>Reads the answer for as long as the connection lasts: clamd answers as soon as it has seen enough.</summary>
    public Task<string?> ReadReplyAsync(CancellationToken cancellationToken) => ClamdReply.ReadAsync(stream, cancellationToken);

    /// <summary>Waits for an answer that is being read.</summary>
    public async Task<Result<string, ScanFault>> WaitAsync(Task<string?> reply, CancellationToken cancellationToken)
    {
        try
        {
            return await reply.WaitAsync(options.IdleTimeout, clock, cancellationToken) is { } text
                ? text
                : new ScanFault(ScanFaultKind.Protocol, "clamd hung up without an answer; its log says why.");
        }
        catch (TimeoutException)
        {
            return new ScanFault(ScanFaultKind.TimedOut, $"clamd gave no answer in {options.IdleTimeout.TotalSeconds:0.#} s.");
        }
        catch (IOException)
        {
            return new ScanFault(ScanFaultKind.Protocol, "The connection to clamd broke before it answered; its log says why.");
        }
        catch (InvalidDataException e)
        {
            return new ScanFault(ScanFaultKind.Protocol, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
