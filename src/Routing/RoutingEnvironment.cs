using System.Net;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing;

/// <summary>What look-ups in one federation environment go by. Each environment has its own, and its own <see cref="ReceiverDirectory"/>.</summary>
public sealed record RoutingEnvironment
{
    /// <summary>The DNS zone below which participants are registered, such as <c>edelivery.example.se</c> (DIR-1).</summary>
    public required string SmlZone { get; init; }

    /// <summary>The name servers to ask; none means those of the machine.</summary>
    public IReadOnlyList<IPEndPoint> NameServers { get; init; } = [];

    /// <summary>Participants whose SMP is not asked of the DNS, and where it is instead: for tests.</summary>
    public IReadOnlyDictionary<ParticipantIdentifier, Uri> SmpOverrides { get; init; } = new Dictionary<ParticipantIdentifier, Uri>();

    /// <summary>Whom to trust as signer of service metadata (DIR-3).</summary>
    public required TrustPolicy SmpTrust { get; init; }

    /// <summary>Whom to trust as access point: <see cref="TrustPolicy.Issuers"/> names the issuing CA (DIR-4).</summary>
    public required TrustPolicy ApTrust { get; init; }

    /// <summary>Whom to trust for signing and encryption between organisations (O2O-4).</summary>
    public required TrustPolicy O2OTrust { get; init; }

    /// <summary>The transport profiles accepted, the best first (ID-9).</summary>
    public IReadOnlyList<string> TransportProfiles { get; init; } = ["digg-transport-as4-v1_0"];

    /// <summary>How long verified metadata may be used without asking again (DIR-6).</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many metadata documents are kept at most; the ones that end first give way.</summary>
    public int CacheEntries { get; init; } = 10_000;

    /// <summary>Whether the signature of metadata may name a canonicalisation beside the enveloped-signature transform (DIR-3).</summary>
    public bool AllowExtraC14NTransform { get; init; } = true;

    /// <summary>How long to wait for one answer of a name server; it is asked twice.</summary>
    public TimeSpan DnsTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an SMP may take for one whole answer.</summary>
    public TimeSpan SmpTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The largest answer accepted of an SMP, in bytes.</summary>
    public int MaxMetadataBytes { get; init; } = 4 * 1024 * 1024;
}
