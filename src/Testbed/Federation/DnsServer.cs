using System.Net;
using System.Net.Sockets;

namespace SdkNode.Testbed.Federation;

/// <summary>A DNS server on a free UDP port of the loopback: answers NAPTR for published participants, NXDOMAIN for all other names.</summary>
public sealed class DnsServer : IAsyncDisposable
{
    private readonly UdpClient _socket;
    private readonly PublicationRegister _register;
    private readonly TimeSpan _timeToLive;
    private readonly Uri _smp;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _queries;

    internal DnsServer(PublicationRegister register, Uri smp, TimeSpan timeToLive)
    {
        (_register, _smp, _timeToLive) = (register, smp, timeToLive);
        _socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Address = (IPEndPoint)_socket.Client.LocalEndPoint!;
        _serving = ServeAsync(_stop.Token);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>A fault switched on, for tests.</summary>
    public DnsFault Fault { get; set; }

    /// <summary>The records given for every published participant instead of the right one; null gives the right one.</summary>
    public IReadOnlyList<NaptrRecord>? Records { get; set; }

    /// <summary>How many questions have come.</summary>
    public int Queries => Volatile.Read(ref _queries);

    /// <summary>Stops the server and frees its port.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var datagram = await _socket.ReceiveAsync(cancellationToken);
                Interlocked.Increment(ref _queries);
                if (DnsMessage.ReadQuery(datagram.Buffer) is { } query && Respond(query) is { } response)
                {
                    await _socket.SendAsync(response, datagram.RemoteEndPoint, cancellationToken);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that went away (ICMP port unreachable); the next datagram is another's.
            }
        }
    }

    private byte[]? Respond(DnsMessage query) => Fault switch
    {
        DnsFault.Silent => null,
        DnsFault.ServerFailure => query.Answer(DnsMessage.ServerFailure, [], _timeToLive),
        _ when !_register.HasName(query.Name) => query.Answer(DnsMessage.NameError, [], _timeToLive),
        DnsFault.NoRecord => query.Answer(DnsMessage.NoError, [], _timeToLive),
        _ when query.Type != DnsMessage.Naptr => query.Answer(DnsMessage.NoError, [], _timeToLive),
        _ => query.Answer(DnsMessage.NoError, Records ?? [Record()], _timeToLive),
    };

    private NaptrRecord Record() =>
        new(100, 10, "U", Fault == DnsFault.WrongService ? "Meta:Other" : "Meta:SMP", $"!.*!{_smp.AbsoluteUri.TrimEnd('/')}!");
}
