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
    private readonly EncryptionSelection _encryption = new(environment, certificates, clock);

    public async ValueTask<Result<ReceiverRoute, RoutingFault>> SelectAsync(Found<VerifiedMetadata> found, LookupTrace? trace, CancellationToken cancellationToken)
    {
        var metadata = found.Value.Content;
        if (!ChooseEndpoint(metadata, trace).TryGet(out var endpoint, out var fault)
            || !EndpointSelection.Address(endpoint).TryGet(out var address, out fault)
            || !ReadCertificate(endpoint).TryGet(out var accessPoint, out fault))
        {
            if (trace is { HasFault: false })
            {
                trace.Refuse("Access point", endpoint?.Address ?? "", fault);
            }

            return fault;
        }

        fault = await certificates.CheckAsync(
            new CertificateQuestion("Receiving access point's certificate", accessPoint, environment.ApTrust, RoutingFaultKind.AccessPointUntrusted), trace, cancellationToken);
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

    private Result<ServiceEndpoint, RoutingFault> ChooseEndpoint(ServiceMetadata metadata, LookupTrace? trace)
    {
        const string title = "Endpoint";
        var asked = $"process {ProcessIdentifier.NoProcess}, transport profile {string.Join(" or ", environment.TransportProfiles)}, active now";
        var chosen = EndpointSelection.Choose(metadata, environment.TransportProfiles, clock.GetUtcNow());
        if (chosen.IsOk)
        {
            trace?.Ok(title, asked, $"{chosen.Value.Address} ({chosen.Value.TransportProfile})");
        }
        else
        {
            trace?.Refuse(title, asked, chosen.Fault);
        }

        return chosen;
    }

    private static Result<X509Certificate2, RoutingFault> ReadCertificate(ServiceEndpoint endpoint) =>
        CertificateText.Decode(endpoint.Certificate) is { } certificate && CertificateNames.CommonName(certificate).Length > 0
            ? certificate
            : RoutingFault.Definite(RoutingFaultKind.AccessPointMalformed, $"The certificate of the endpoint {endpoint.Address} is not the Base64 of an X.509 certificate with a common name.");

    private static DateTimeOffset Earliest(DateTimeOffset until, X509Certificate2 accessPoint, X509Certificate2? encryption)
    {
        DateTimeOffset[] ends = [until, CertificateNames.ValidTo(accessPoint), CertificateNames.ValidTo(encryption ?? accessPoint)];
        return ends.Min();
    }
}
