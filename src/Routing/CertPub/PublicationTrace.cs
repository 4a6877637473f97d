using SdkNode.Routing.Tracing;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing.CertPub;

/// <summary>Tells an administrator about every signing certificate that a participant publishes (DIR-5).</summary>
internal sealed class PublicationTrace(TrustPolicy trust, CertificateCheck certificates)
{
    public async ValueTask ShowAsync(CertificatePublication publication, LookupTrace trace, CancellationToken cancellationToken)
    {
        const string asked = "CertPub extension of the metadata";
        if (publication.Unreadable > 0)
        {
            trace.Warn("Published certificates", asked, $"{publication.Unreadable} published values are no certificates", "Tell the participant's access point operator; the readable ones are used.");
        }

        if (publication.Signing.Count == 0)
        {
            trace.Warn("Signing certificate", asked, "none is published", Remedies.For(RoutingFaultKind.NoSigningCertificate));
        }

        foreach (var certificate in publication.Signing)
        {
            var question = new CertificateQuestion("Signing certificate", certificate, trust with { Use = CertificateUse.Signing }, RoutingFaultKind.SignerUntrusted, IsDecisive: false);
            await certificates.CheckAsync(question, trace, cancellationToken);
        }
    }
}
