using System.Net.Security;
using System.Security.Authentication;

namespace SdkNode.Node.Configuration;

/// <summary>Which TLS versions and cipher suites an environment speaks (AS4-10, AS4-SEC-5). Nothing older than 1.2 can be set.</summary>
/// <param name="Versions">The versions.</param>
/// <param name="Suites">The suites; null leaves them to the platform, which keeps session resumption working.</param>
internal sealed record TlsProtocols(SslProtocols Versions, CipherSuitesPolicy? Suites)
{
    /// <summary>Reads the settings; what is wrong is added to <paramref name="faults"/>.</summary>
    public static TlsProtocols Read(string key, TlsOptions options, List<ConfigurationFault> faults)
    {
        var versions = SslProtocols.None;
        foreach (var name in options.Versions)
        {
            var version = name switch { "1.2" => SslProtocols.Tls12, "1.3" => SslProtocols.Tls13, _ => SslProtocols.None };
            versions |= version;
            if (version == SslProtocols.None)
            {
                faults.Add(new($"{key}:Tls:Versions", name, "It can't be spoken (AS4-SEC-5).", "Use 1.2, 1.3 or both."));
            }
        }

        var suites = new List<TlsCipherSuite>();
        foreach (var name in options.CipherSuites)
        {
            if (Enum.TryParse<TlsCipherSuite>(name, out var suite) && Enum.IsDefined(suite) && !char.IsAsciiDigit(name[0]))
            {
                suites.Add(suite);
            }
            else
            {
                faults.Add(new($"{key}:Tls:CipherSuites", name, "It is no cipher suite.", "Use IANA names, such as TLS_AES_256_GCM_SHA384."));
            }
        }

        return new TlsProtocols(Served(key, versions, suites, faults), Policy(key, suites, faults));
    }

    // A version that is enabled without one suite of its own makes every handshake fail, those of the other version too.
    private static SslProtocols Served(string key, SslProtocols versions, List<TlsCipherSuite> suites, List<ConfigurationFault> faults)
    {
        var served = suites.Aggregate(SslProtocols.None, (sum, suite) => sum | VersionOf(suite));
        if (suites.Count > 0 && (versions & ~served) is not SslProtocols.None and var idle)
        {
            faults.Add(new($"{key}:Tls:CipherSuites", null, $"None of them serves TLS {(idle == SslProtocols.Tls13 ? "1.3" : "1.2")}, which Tls:Versions names.", "Add a suite of that version, or take the version away."));
        }

        var all = suites.Count > 0 ? served : SslProtocols.Tls12 | SslProtocols.Tls13;
        return versions == SslProtocols.None ? all : versions;
    }

    private static SslProtocols VersionOf(TlsCipherSuite suite) => IsOfTls13(suite) ? SslProtocols.Tls13 : SslProtocols.Tls12;

    // The suites of TLS 1.3 serve no other version; their names say nothing of key exchange (TLS_AES_256_GCM_SHA384).
    private static bool IsOfTls13(TlsCipherSuite suite) => !suite.ToString().Contains("_WITH_", StringComparison.Ordinal);

    private static CipherSuitesPolicy? Policy(string key, List<TlsCipherSuite> suites, List<ConfigurationFault> faults)
    {
        if (suites.Count == 0)
        {
            return null;
        }

        if (OperatingSystem.IsLinux())
        {
            return new CipherSuitesPolicy(suites);
        }

        faults.Add(new($"{key}:Tls:CipherSuites", null, "This operating system keeps the choice of cipher suites to itself.", "Set them in the system, and leave this setting out."));
        return null;
    }
}
