using SdkNode.Envelope.Identifiers;
using SdkNode.Security;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-4: which endpoint of the metadata is used.</summary>
internal static class EndpointSelection
{
    private static readonly SchemedIdentifier Process = new(ProcessIdentifier.Scheme, ProcessIdentifier.NoProcess); // ID-4

    /// <summary>The first active endpoint of the federation's process with the best of the accepted transport profiles.</summary>
    public static Result<ServiceEndpoint, RoutingFault> Choose(ServiceMetadata metadata, IReadOnlyList<string> profiles, DateTimeOffset now)
    {
        var ofProcess = metadata.Endpoints.Where(endpoint => endpoint.Process == Process).ToArray();
        if (ofProcess.Length == 0)
        {
            return RoutingFault.Definite(
                RoutingFaultKind.NoProcess,
                $"{metadata.Participant.Value} offers no endpoint for the process {Process}; it offers {List(metadata.Endpoints.Select(endpoint => endpoint.Process.ToString()))}.");
        }

        var accepted = profiles.SelectMany(profile => ofProcess.Where(endpoint => endpoint.TransportProfile == profile)).ToArray();
        if (accepted.Length == 0)
        {
            return RoutingFault.Definite(
                RoutingFaultKind.NoEndpoint,
                $"{metadata.Participant.Value} offers the transport profiles {List(ofProcess.Select(endpoint => endpoint.TransportProfile))}; accepted here are {List(profiles)}.");
        }

        return Array.Find(accepted, endpoint => endpoint.IsActive(now)) ?? (Result<ServiceEndpoint, RoutingFault>)NotActive(metadata, accepted[0], now);
    }

    /// <summary>The endpoints that were not chosen, each on a line of its own with the reason; for people.</summary>
    public static string Others(ServiceMetadata metadata, ServiceEndpoint chosen, IReadOnlyList<string> profiles, DateTimeOffset now) =>
        string.Concat(metadata.Endpoints.Where(endpoint => !ReferenceEquals(endpoint, chosen)).Select(endpoint => $"\nnot chosen: {endpoint.Address}: {WhyNot(endpoint, profiles, now)}"));

    private static string WhyNot(ServiceEndpoint endpoint, IReadOnlyList<string> profiles, DateTimeOffset now)
    {
        if (endpoint.Process != Process)
        {
            return $"it serves the process {endpoint.Process}";
        }

        if (!profiles.Contains(endpoint.TransportProfile))
        {
            return $"its transport profile {endpoint.TransportProfile} is not accepted here";
        }

        return endpoint.IsActive(now)
            ? "another one comes first, by the order of transport profiles in the settings or by its place in the metadata"
            : $"it is active from {Date(endpoint.Activation)} to {Date(endpoint.Expiration)}";
    }

    /// <summary>The address as the https URL that a message may be posted to (AS4-SEC-5).</summary>
    public static Result<Uri, RoutingFault> Address(ServiceEndpoint endpoint) =>
        Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0
            ? url
            : RoutingFault.Definite(RoutingFaultKind.EndpointNotHttps, $"The endpoint '{endpoint.Address}' is not an https URL.");

    private static RoutingFault NotActive(ServiceMetadata metadata, ServiceEndpoint endpoint, DateTimeOffset now) => RoutingFault.Definite(
        RoutingFaultKind.EndpointNotActive,
        $"{metadata.Participant.Value}'s endpoint {endpoint.Address} is active from {Date(endpoint.Activation)} to {Date(endpoint.Expiration)}; now it is {Date(now)}.");

    private static string Date(DateTimeOffset? date) => date is { } value ? $"{value.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : "any time";

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Distinct().DefaultIfEmpty("none"));
}
