using SdkNode.Security.Certificates;

namespace SdkNode.Testbed.Federation;

/// <summary>How a test federation is made.</summary>
public sealed record TestFederationOptions
{
    /// <summary>The DNS zone that participants are registered in.</summary>
    public string SmlZone { get; init; } = "sml.sdknode.example";

    /// <summary>How long DNS answers may be kept.</summary>
    public TimeSpan DnsTimeToLive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The common name of the SMP's certificate.</summary>
    public string SmpName { get; init; } = "SMP0001-SDKNODE-DEV";

    /// <summary>The key that the SMP signs with, which stays the caller's; null: a new one, issued by the PKI's SMP authority.</summary>
    public KeyPair? SmpKey { get; init; }
}
