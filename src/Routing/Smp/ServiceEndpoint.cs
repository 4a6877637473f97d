using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Routing.Smp;

/// <summary>One endpoint of one process, as the metadata writes it; nothing of it is checked yet.</summary>
/// <param name="Process">The process it serves.</param>
/// <param name="TransportProfile">Its transport profile (ID-9).</param>
/// <param name="Address">The EndpointURI.</param>
/// <param name="Activation">From when it is to be used; null means always.</param>
/// <param name="Expiration">Until when it is to be used; null means without end.</param>
/// <param name="Certificate">The access point's certificate; null when what is written there is none.</param>
public sealed record ServiceEndpoint(
    SchemedIdentifier Process,
    string TransportProfile,
    string Address,
    DateTimeOffset? Activation,
    DateTimeOffset? Expiration,
    X509Certificate2? Certificate)
{
    /// <summary>True when <paramref name="time"/> is inside the endpoint's dates.</summary>
    public bool IsActive(DateTimeOffset time) => (Activation is null || Activation <= time) && (Expiration is null || time < Expiration);
}
