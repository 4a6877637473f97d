using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SdkNode.Node.Demo;

namespace SdkNode.Node.Tests.Federation.World;

internal static class TlsClient
{
    /// <summary>Shakes hands with a node as the partner would, with one version and some suites.</summary>
    public static async Task<SslStream> ConnectAsync(TestWorld world, DemoNode node, SslProtocols version, CipherSuitesPolicy? suites)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, node.Address.Port, TestContext.Current.CancellationToken);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = version,
                CipherSuitesPolicy = suites,
                ClientCertificateContext = SslStreamCertificateContext.Create(world.Partner.Keys.Tls.Certificate, [.. world.Partner.Keys.Tls.Chain], offline: true),
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
            },
            TestContext.Current.CancellationToken);
        return tls;
    }
}
