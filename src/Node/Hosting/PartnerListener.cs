using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Configuration;
using SdkNode.Node.Limits;
using SdkNode.Node.Telemetry;
using SdkNode.Node.Trust;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>
/// The TLS endpoint of one environment: a port of its own, which fixes whose certificates count (DESIGN 2). A client
/// certificate is required (AS4-SEC-5). A partner whose certificate is refused sees only a closed connection, so we log why.
/// </summary>
internal static partial class PartnerListener
{
    /// <summary>Adds the environment's listener to Kestrel.</summary>
    public static void Add(KestrelServerOptions kestrel, EnvironmentRuntime environment, LimitWatch limits, ILogger logger)
    {
        var address = IPAddress.Parse(environment.Setup.Options.Listen.Address);

        // One policy for all connections: the verifier remembers the chains that it has built under it.
        var trust = environment.Setup.TlsTrust with { Use = CertificateUse.TlsClient };
        var server = new ServerKey(environment.Setup.Keys);
        kestrel.Listen(address, environment.Setup.Options.Listen.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => AdmitAsync(next, connection, environment, limits));
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Tls(environment.Setup, server)) });
            listen.Use(next => connection => JudgeAsync(next, connection, environment, trust, logger));
        });
    }

    /// <summary>The environment whose listener took the connection.</summary>
    public static EnvironmentRuntime EnvironmentOf(HttpContext context) =>
        (EnvironmentRuntime)context.Features.Get<IConnectionItemsFeature>()!.Items[typeof(EnvironmentRuntime)]!;

    /// <summary>Whether the connection came through a partner listener.</summary>
    public static bool IsPartner(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(typeof(EnvironmentRuntime)) ?? false;

    // Before TLS, which costs us more than whoever connects.
    private static async Task AdmitAsync(ConnectionDelegate next, ConnectionContext connection, EnvironmentRuntime environment, LimitWatch limits)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (environment.Setup.IsProxy(address))
        {
            // Behind it are many, and it is its own border.
            connection.Items[ForwardedCertificate.Mark] = true;
            connection.Items[typeof(EnvironmentRuntime)] = environment;
            await next(connection);
            return;
        }

        var denial = environment.Bans.Judge(address);
        using var place = denial is null ? environment.Connections.TryEnter(address, out denial) : null;
        if (denial is not null)
        {
            NodeMeter.TurnedAway(environment.Setup.Name, denial.Reason);
            await limits.MetAsync(environment.Setup.Name, denial.Reason == "connections" ? "partners" : $"{address}", denial);
            return;
        }

        connection.Items[typeof(EnvironmentRuntime)] = environment;
        await next(connection);
    }

    // Asked for at each connection: a renewed certificate is shown from its day on.
    private static SslServerAuthenticationOptions Tls(EnvironmentSetup setup, ServerKey server) => new()
    {
        ServerCertificateContext = server.Current ?? throw new AuthenticationException(setup.Keys.ListeningGap),
        EnabledSslProtocols = setup.TlsProtocols.Versions,
        CipherSuitesPolicy = setup.TlsProtocols.Suites,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        ClientCertificateRequired = true,

        // Judged below, where revocation can be asked for without blocking a thread.
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        // Whether there is one at all, too: so that it is logged, counted and banned.
        RemoteCertificateValidationCallback = static (_, certificate, _, errors) => certificate is not null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable),
    };

    private static async Task JudgeAsync(ConnectionDelegate next, ConnectionContext connection, EnvironmentRuntime environment, TrustPolicy trust, ILogger logger)
    {
        if (connection.Items.ContainsKey(ForwardedCertificate.Mark))
        {
            // Each request says whose it is (ForwardedCertificate).
            await next(connection);
            return;
        }

        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        if (certificate is null)
        {
            environment.Bans.Refused(address);
            NodeMeter.TurnedAway(environment.Setup.Name, "no-certificate");
            LogNoCertificate(logger, environment.Setup.Name, connection.RemoteEndPoint);
            return;
        }

        CertificateVerdict verdict;
        try
        {
            verdict = await environment.Certificates.VerifyAsync(certificate, trust, connection.ConnectionClosed);
        }
        catch (OperationCanceledException) when (connection.ConnectionClosed.IsCancellationRequested)
        {
            // The partner has gone before it was judged: nobody's fault.
            return;
        }

        if (verdict.State != CertificateState.Trusted)
        {
            environment.Bans.Refused(address);
            NodeMeter.TurnedAway(environment.Setup.Name, "certificate");
            LogRefused(logger, environment.Setup.Name, connection.RemoteEndPoint, verdict.Fault?.Detail ?? "", CertificateNames.Describe(certificate));
            return;
        }

        environment.Bans.Accepted(address);
        environment.Met.Met(TrustPurpose.Tls, CertificateNames.CommonName(certificate), certificate);
        await next(connection);
    }

    [LoggerMessage(1201, LogLevel.Warning, "Environment {Environment}: {Remote} connected without a client certificate and was turned away.")]
    private static partial void LogNoCertificate(ILogger logger, string environment, EndPoint? remote);

    [LoggerMessage(1202, LogLevel.Warning, "Environment {Environment}: the client certificate of {Remote} was refused: {Detail} ({Certificate})")]
    private static partial void LogRefused(ILogger logger, string environment, EndPoint? remote, string detail, string certificate);
}
