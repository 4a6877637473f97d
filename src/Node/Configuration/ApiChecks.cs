using System.Net;

namespace SdkNode.Node.Configuration;

/// <summary>Checks the settings of the API's listener; all faults at once.</summary>
internal static class ApiChecks
{
    /// <summary>What is wrong with them.</summary>
    public static IEnumerable<ConfigurationFault> Check(string key, ApiOptions options)
    {
        if (!IPAddress.TryParse(options.Listen.Address, out var address))
        {
            yield return new($"{key}:Listen:Address", options.Listen.Address, "It is no IP address.", "Use 127.0.0.1 for this machine alone, 0.0.0.0 for all IPv4 addresses, or one of this machine's.");
        }
        else if (options.Tls is null && !options.BehindProxy && !IPAddress.IsLoopback(address))
        {
            yield return new($"{key}:Tls", null, $"The API would be open at {options.Listen.Address} without TLS, and messages would cross the network in clear.", "Name a certificate, or set BehindProxy when a proxy in front ends TLS, or listen at 127.0.0.1.");
        }

        var limits = options.Limits;
        if (limits.MaxConnections < 0 || limits.MaxConnectionsPerAddress < 0 || limits.ClientConcurrentRequests < 0 || limits.ClientRequestsPerMinute < 0 || limits.ClientBytesPerMinute < 0 || limits.BanRefusals < 0)
        {
            yield return new($"{key}:Limits", null, "A number is below 0.", "Use 0 for no limit; docs/configuration.md has the defaults.");
        }

        if (limits.BanTime < TimeSpan.FromSeconds(1) || limits.BanTime > TimeSpan.FromDays(1))
        {
            yield return new($"{key}:Limits:BanTime", $"{limits.BanTime}", "It is out of range.", "Use 1 second to 1 day; the default is 5 minutes.");
        }

        if (options.Listen.Port is < 0 or > 65535)
        {
            yield return new($"{key}:Listen:Port", $"{options.Listen.Port}", "It is no port.", "Use 8080, or what the proxy in front forwards to.");
        }
    }
}
