namespace SdkNode.Adapters.VirusScan;

/// <summary>Where the scanner is and how long it is waited for.</summary>
/// <param name="Address">Where clamd listens.</param>
public sealed record ClamdOptions(ClamdAddress Address)
{
    /// <summary>How long a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long clamd may take no octet, or think about its answer. Longer than its own MaxScanTime of 120 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(150);
}
