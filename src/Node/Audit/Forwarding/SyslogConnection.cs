using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Audit.Forwarding;

/// <summary>A connection to the log server over TLS (RFC 5425). There are no receipts in syslog: that the server ends the connection in order after us is all it says.</summary>
internal sealed class SyslogConnection : IAsyncDisposable
{
    private static readonly TimeSpan s_forEnd = TimeSpan.FromSeconds(5);

    private readonly TcpClient _tcp;
    private readonly SslStream _tls;

    private SyslogConnection(TcpClient tcp, SslStream tls) => (_tcp, _tls) = (tcp, tls);

    /// <summary>Connects.</summary>
    /// <exception cref="AuthenticationException">The server's certificate does not count, or it does not accept ours.</exception>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    /// <exception cref="IOException">It ends the connection.</exception>
    public static async Task<SyslogConnection> OpenAsync(SyslogSetup setup, CancellationToken cancellationToken)
    {
        var tcp = new TcpClient();
        try
        {
            await tcp.ConnectAsync(setup.Host, setup.Port, cancellationToken);
            var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false);
            await tls.AuthenticateAsClientAsync(Options(setup), cancellationToken);
            return new SyslogConnection(tcp, tls);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>Sends framed messages.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> messages, CancellationToken cancellationToken) => _tls.WriteAsync(messages, cancellationToken);

    /// <summary>Says that this is all, and waits a moment until the server has read it and ends too.</summary>
    /// <exception cref="IOException">It broke off before.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _tls.FlushAsync(cancellationToken);
        await _tls.ShutdownAsync();
        _tcp.Client.Shutdown(SocketShutdown.Send);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_forEnd);
        var rest = new byte[256];
        try
        {
            while (await _tls.ReadAsync(rest, limit.Token) > 0)
            {
                // Nothing is expected.
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It keeps its side open: it has what we sent as far as anybody can tell.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _tcp.Dispose();
    }

    private static SslClientAuthenticationOptions Options(SyslogSetup setup)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = setup.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ClientCertificateContext = setup.Client is { } client ? SslStreamCertificateContext.Create(client.Certificate, [.. client.Chain], offline: true) : null,
        };
        if (setup.Anchors.Count > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(setup.Anchors.ToArray());
        }

        return options;
    }
}
