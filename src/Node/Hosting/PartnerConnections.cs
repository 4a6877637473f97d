using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Configuration;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>
/// Connections to partners' access points: mutual TLS 1.2 or 1.3 against the environment's own anchors (AS4-SEC-5), kept alive
/// and reused. The partner's certificate is judged, revocation included, after the handshake and before a byte is sent.
/// </summary>
internal static class PartnerConnections
{
    /// <summary>The handler for one environment, which shows a certificate of ours.</summary>
    public static SocketsHttpHandler CreateHandler(EnvironmentSetup setup, KeyPair client, CertificateVerifier certificates)
    {
        var trust = setup.TlsTrust with { Use = CertificateUse.TlsServer };
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),

            // A renewed or revoked certificate is looked at again within this time.
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = setup.TlsProtocols.Versions,
                CipherSuitesPolicy = setup.TlsProtocols.Suites,
                ClientCertificateContext = SslStreamCertificateContext.Create(client.Certificate, [.. client.Chain], offline: true),

                // Judged below, name and chain, where what is wrong can be said in words.
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
            },
            PlaintextStreamFilter = async (context, cancellationToken) =>
            {
                await JudgeAsync(context.PlaintextStream, context.InitialRequestMessage.RequestUri!.IdnHost, trust, certificates, cancellationToken);
                return context.PlaintextStream;
            },
        };
    }

    private static async Task JudgeAsync(Stream stream, string host, TrustPolicy trust, CertificateVerifier certificates, CancellationToken cancellationToken)
    {
        if (stream is not SslStream { RemoteCertificate: X509Certificate2 partner })
        {
            throw new AuthenticationException("The partner showed no TLS certificate.");
        }

        if (!partner.MatchesHostname(host.Trim('[', ']')))
        {
            throw new AuthenticationException($"The partner's TLS certificate does not name {host}, the host that it is registered with ({CertificateNames.Describe(partner)})");
        }

        var verdict = await certificates.VerifyAsync(partner, trust, cancellationToken);
        if (verdict.State != CertificateState.Trusted)
        {
            throw new AuthenticationException($"The partner's TLS certificate is not accepted: {verdict.Fault?.Detail} ({CertificateNames.Describe(partner)})");
        }
    }
}
