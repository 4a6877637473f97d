using System.Security.Cryptography.X509Certificates;
using SdkNode.Routing.Smp;
using SdkNode.Routing.Tracing;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing.CertPub;

/// <summary>DIR-5: encrypt to the valid certificate with the latest notBefore.</summary>
internal sealed class EncryptionSelection(RoutingEnvironment environment, CertificateCheck certificates, TimeProvider clock)
{
    private const string Title = "Encryption certificate";

    /// <summary>
    /// The newest trusted certificate. One whose revocation cannot be told is an outage rather than a reason to take an
    /// older one: it may be the only one that the receiver still has the key of.
    /// </summary>
    public async ValueTask<Result<X509Certificate2, RoutingFault>> ChooseAsync(ServiceMetadata metadata, LookupTrace? trace, CancellationToken cancellationToken)
    {
        var (published, now) = (metadata.Publication.Encryption, clock.GetUtcNow());
        var candidates = published
            .Where(certificate => ValidityPeriod.Includes(certificate, now))
            .OrderByDescending(certificate => certificate.NotBefore)
            .ToArray();
        RoutingFault? last = null;
        foreach (var certificate in candidates)
        {
            var question = new CertificateQuestion(Title, certificate, environment.O2OTrust with { Use = CertificateUse.Encryption }, RoutingFaultKind.NoEncryptionCertificate, IsDecisive: false);
            last = await certificates.CheckAsync(question, trace, cancellationToken);
            if (last is null)
            {
                return certificate;
            }

            if (last.Retryable)
            {
                return last;
            }
        }

        if (last is not null)
        {
            return last;
        }

        var none = RoutingFault.Definite(
            RoutingFaultKind.NoEncryptionCertificate,
            $"{metadata.Participant.Value} publishes {published.Count} encryption certificates, none of them valid now{Unreadable(metadata)}.");
        trace?.Warn(Title, "CertPub extension of the metadata", none.Detail, Remedies.For(none.Kind));
        return none;
    }

    private static string Unreadable(ServiceMetadata metadata) =>
        metadata.Publication.Unreadable > 0 ? $" ({metadata.Publication.Unreadable} published values are no certificates)" : "";
}
