using System.Security.Cryptography.X509Certificates;
using SdkNode.Routing.Tracing;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing;

/// <summary>A certificate to be judged.</summary>
/// <param name="Title">Whose it is, for people.</param>
/// <param name="Certificate">The certificate.</param>
/// <param name="Trust">What it must live up to.</param>
/// <param name="Refusal">The kind of fault when it does not.</param>
/// <param name="IsDecisive">False when a refusal does not end the look-up, since there may be another certificate.</param>
internal sealed record CertificateQuestion(string Title, X509Certificate2 Certificate, TrustPolicy Trust, RoutingFaultKind Refusal, bool IsDecisive = true);

/// <summary>Judges certificates and turns the verdict into a routing fault: rejected is definite, undetermined an outage (O2O-4).</summary>
internal sealed class CertificateCheck(CertificateVerifier verifier)
{
    /// <summary>Null when the certificate is trusted.</summary>
    public async ValueTask<RoutingFault?> CheckAsync(CertificateQuestion question, LookupTrace? trace, CancellationToken cancellationToken)
    {
        var described = CertificateNames.Describe(question.Certificate);
        var verdict = await verifier.VerifyAsync(question.Certificate, question.Trust, cancellationToken);
        var fault = verdict.State switch
        {
            CertificateState.Trusted => null,
            CertificateState.Undetermined => RoutingFault.Outage(
                RoutingFaultKind.RevocationUnavailable,
                $"{question.Title}: {verdict.Fault?.Detail} It is {described}."),
            _ => RoutingFault.Definite(question.Refusal, $"{question.Title}: {verdict.Fault?.Detail} It is {described}."),
        };
        Tell(trace, question, verdict, fault);
        return fault;
    }

    private static void Tell(LookupTrace? trace, CertificateQuestion question, CertificateVerdict verdict, RoutingFault? fault)
    {
        var described = CertificateNames.Describe(question.Certificate);
        var trusted = $"trusted: {question.Trust.Purpose}; {Chain(verdict)}";
        if (fault is not null && question.IsDecisive)
        {
            trace?.Refuse(question.Title, described, fault);
        }
        else if (fault is not null)
        {
            trace?.Warn(question.Title, described, fault.Detail, Remedies.For(fault.Kind));
        }
        else if (verdict.Warnings.Count > 0)
        {
            trace?.Warn(question.Title, described, $"{trusted}; but {string.Join("; ", verdict.Warnings)}", Remedies.For(RoutingFaultKind.RevocationUnavailable));
        }
        else
        {
            trace?.Ok(question.Title, described, $"{trusted}; {Revocation(question.Trust)}");
        }
    }

    private static string Chain(CertificateVerdict verdict) =>
        "chain: " + string.Join(", issued by ", verdict.Chain.Select(CertificateNames.CommonName).Select(name => name.Length > 0 ? name : "(no common name)"));

    // A trusted verdict without a warning under a policy that asks means that every issuer's CRL or OCSP was had.
    private static string Revocation(TrustPolicy trust) =>
        trust.Revocation == RevocationPolicy.Off ? "revocation is not asked about" : "not revoked";
}
