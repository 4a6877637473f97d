using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Routing;

/// <summary>Where to send, and with whose keys: all of it out of metadata that verified.</summary>
/// <param name="Endpoint">The receiving access point's https URL.</param>
/// <param name="AccessPoint">The receiving access point's certificate, checked against the environment's AP trust (DIR-4).</param>
/// <param name="PartyId">The receiving party id: the common name of <paramref name="AccessPoint"/>.</param>
/// <param name="Encryption">The participant's certificate to encrypt to, trusted, the newest of those valid; null when there is none, see <see cref="EncryptionFault"/> (DIR-5).</param>
/// <param name="TransportProfile">The endpoint's transport profile.</param>
/// <param name="ValidUntil">When this answer must be asked for again at the latest.</param>
public sealed record ReceiverRoute(
    Uri Endpoint,
    X509Certificate2 AccessPoint,
    string PartyId,
    X509Certificate2? Encryption,
    string TransportProfile,
    DateTimeOffset ValidUntil)
{
    /// <summary>Why <see cref="Encryption"/> is null: a definite fault or an outage. It matters only for what is to be encrypted.</summary>
    public RoutingFault? EncryptionFault { get; init; }
}
