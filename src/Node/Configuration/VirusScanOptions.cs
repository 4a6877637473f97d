namespace SdkNode.Node.Configuration;

/// <summary>The malware scanner that messages go through in both directions (RCPT-4, RCPT-7).</summary>
internal sealed class VirusScanOptions
{
    /// <summary><c>Off</c>; <c>Required</c>: nothing is sent or handed over unscanned; <c>WhenReachable</c>: unscanned with an alarm while the scanner does not answer.</summary>
    public string Mode { get; set; } = "Off";

    /// <summary>Where ClamAV's daemon listens: <c>host:port</c>, or <c>unix:</c> and the path of its socket.</summary>
    public string Clamd { get; set; } = "unix:/run/clamav/clamd.ctl";

    /// <summary>How long a connection to it may take.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it may take no octet, or think about its answer.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(150);
}
