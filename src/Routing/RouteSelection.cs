using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Caching;
using SdkNode.Routing.CertPub;
using SdkNode.Routing.Smp;
using SdkNode.Routing.Tracing;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing;

/// <summary>Makes a route of verified metadata: endpoint, access point certificate (DIR-4), encryption certificate (DIR-5).</summary>
internal sealed class RouteSelection(RoutingEnvironment environment, CertificateCheck certificates, TimeProvider clock)
{
    private const string AccessPointTitle = "Receiving access point's certificate";

    private readonly EncryptionSelection _encryption = new(environment, certificates, clock);

    public async ValueTask<Result<ReceiverRoute, RoutingFault>> SelectAsync(Found<VerifiedMetadata> found, LookupTrace? trace, CancellationToken cancellationToken)
    {
        var metadata = found.Value.Content;
        if (!Endpoint(metadata, trace).TryGet(out var endpoint, out var fault)
            || !Address(endpoint, metadata, trace).TryGet(out var address, out fault)
            || !AccessPoint(endpoint, trace).TryGet(out var accessPoint, out fault))
        {
            return fault;
        }

        fault = await certificates.CheckAsync(
            new CertificateQuestion(AccessPointTitle, accessPoint, environment.ApTrust, RoutingFaultKind.AccessPointUntrusted), trace, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        var encryption = await _encryption.ChooseAsync(metadata, trace, cancellationToken);
        return new ReceiverRoute(address, accessPoint, CertificateNames.CommonName(accessPoint), encryption.Value, endpoint.TransportProfile, Earliest(found.Until, accessPoint, encryption.Value))
        {
            EncryptionFault = encryption.Fault,
        };
    }

    private Result<ServiceEndpoint, RoutingFault> Endpoint(ServiceMetadata metadata, LookupTrace? trace)
    {
        var asked = $"process {ProcessIdentifier.NoProcess}, transport profile {string.Join(" or ", environment.TransportProfiles)}, active now";
        var chosen = EndpointSelection.Choose(metadata, environment.TransportProfiles, clock.GetUtcNow());
        if (!chosen.IsOk)
        {
            trace?.Refuse("Endpoint", asked, chosen.Fault);
        }

        return chosen;
    }

    private Result<Uri, RoutingFault> Address(ServiceEndpoint endpoint, ServiceMetadata metadata, LookupTrace? trace)
    {
        var asked = $"process {endpoint.Process.Value}, transport profile {endpoint.TransportProfile}, active now";
        var address = EndpointSelection.Address(endpoint);
        if (address.IsOk)
        {
            trace?.Ok("Endpoint", asked, address.Value.AbsoluteUri + EndpointSelection.Others(metadata, endpoint, environment.TransportProfiles, clock.GetUtcNow()));
        }
        else
        {
            trace?.Refuse("Endpoint", asked, address.Fault);
        }

        return address;
    }

    private static Result<X509Certificate2, RoutingFault> AccessPoint(ServiceEndpoint endpoint, LookupTrace? trace)
    {
        // The common name is the receiving party id, so there must be one.
        if (endpoint.Certificate is { } certificate && CertificateNames.CommonName(certificate).Length > 0)
        {
            return certificate;
        }

        var fault = RoutingFault.Definite(
            RoutingFaultKind.AccessPointMalformed,
            $"The certificate of the endpoint {endpoint.Address} is not the Base64 of an X.509 certificate with one common name.");
        trace?.Refuse(AccessPointTitle, endpoint.Address, fault);
        return fault;
    }

    private static DateTimeOffset Earliest(DateTimeOffset until, X509Certificate2 accessPoint, X509Certificate2? encryption)
    {
        DateTimeOffset[] ends = [until, CertificateNames.ValidTo(accessPoint), CertificateNames.ValidTo(encryption ?? accessPoint)];
        return ends.Min();
    }
}
