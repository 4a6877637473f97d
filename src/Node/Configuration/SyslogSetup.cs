using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Audit;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>The log server, made real.</summary>
/// <param name="Host">Its host name.</param>
/// <param name="Port">Its TCP port.</param>
/// <param name="Anchors">Root certificates that its certificate may come from; none: the machine's own.</param>
/// <param name="Client">What the node shows, or null.</param>
/// <param name="Logs">Which logs.</param>
internal sealed record SyslogSetup(string Host, int Port, IReadOnlyList<X509Certificate2> Anchors, KeyPair? Client, IReadOnlyList<string> Logs)
{
    private static readonly string[] s_all = [LogNames.Event, LogNames.Security];

    /// <summary>Reads the settings; what is wrong is added to <paramref name="faults"/> or known to <paramref name="keys"/>.</summary>
    public static async Task<SyslogSetup?> ReadAsync(string key, SyslogOptions? options, KeyLoader keys, List<ConfigurationFault> faults, CancellationToken cancellationToken)
    {
        if (options is null)
        {
            return null;
        }

        if (options.Host.Length == 0)
        {
            faults.Add(new($"{key}:Host", null, "It is missing.", "Name the log server."));
        }

        if (options.Port is < 1 or > 65535)
        {
            faults.Add(new($"{key}:Port", $"{options.Port}", "It is no port.", "Use 6514, or what the log server listens on."));
        }

        foreach (var log in options.Logs.Except(s_all))
        {
            faults.Add(new($"{key}:Logs", log, "There is no such log.", "Use event and security."));
        }

        // Whose the certificate is the log server judges.
        var anybody = new TrustPolicy { Purpose = "syslog client", Anchors = [], Issuers = [], Revocation = RevocationPolicy.Off, Use = CertificateUse.TlsClient };
        var client = options.Client is { } shown ? await keys.LoadAsync($"{key}:Client", shown, anybody, cancellationToken) : null;
        return new SyslogSetup(options.Host, options.Port, keys.Certificates($"{key}:Anchors", options.Anchors), client, options.Logs.Count > 0 ? options.Logs : s_all);
    }
}
