namespace SdkNode.Node.Configuration;

/// <summary>Checks the settings of the API's listener; all faults at once.</summary>
internal static class ApiChecks
{
    /// <summary>What is wrong with them.</summary>
    public static IEnumerable<ConfigurationFault> Check(string key, ApiOptions options)
    {
        foreach (var fault in ListenChecks.Check(key, "API", options.Listen.Address, options.Listen.Port, 8080, options.Tls is not null || options.BehindProxy))
        {
            yield return fault;
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
    }
}
