using SdkNode.Adapters.VirusScan;

namespace SdkNode.Node.Configuration;

/// <summary>The malware scanner's settings made real.</summary>
/// <param name="Clamd">Where it is.</param>
/// <param name="IsRequired">Whether nothing passes unscanned while it does not answer.</param>
internal sealed record VirusScanSetup(ClamdOptions Clamd, bool IsRequired)
{
    /// <summary>Reads the settings; null when scanning is off. What is wrong is added to <paramref name="faults"/>.</summary>
    public static VirusScanSetup? Read(string key, VirusScanOptions options, List<ConfigurationFault> faults)
    {
        if (options.Mode is not ("Off" or "Required" or "WhenReachable"))
        {
            faults.Add(new($"{key}:Mode", options.Mode, "It is not known.", "Use Off, Required or WhenReachable."));
            return null;
        }

        if (options.Mode == "Off")
        {
            return null;
        }

        foreach (var (name, time) in new[] { ("ConnectTimeout", options.ConnectTimeout), ("IdleTimeout", options.IdleTimeout) })
        {
            if (time <= TimeSpan.Zero || time > TimeSpan.FromHours(1))
            {
                faults.Add(new($"{key}:{name}", $"{time}", "It is out of range.", "Use more than 0 and up to 1 hour."));
            }
        }

        if (!ClamdAddress.Parse(options.Clamd).TryGet(out var address, out var fault))
        {
            faults.Add(new($"{key}:Clamd", options.Clamd, fault.Detail, "Write it as localhost:3310 or unix:/run/clamav/clamd.ctl."));
            return null;
        }

        return new VirusScanSetup(new ClamdOptions(address) { ConnectTimeout = options.ConnectTimeout, IdleTimeout = options.IdleTimeout }, options.Mode == "Required");
    }
}
