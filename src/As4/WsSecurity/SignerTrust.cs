using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.WsSecurity;

/// <summary>Whether the signer is an access point of the environment, and the one that From names (AS4-SEC-4).</summary>
internal static class SignerTrust
{
    /// <summary>Checks the name, then the chain; gives the fault, or null and the chain's warnings.</summary>
    public static async ValueTask<(As4Fault? Fault, IReadOnlyList<string> Warnings)> CheckAsync(
        HeaderSignature signature, string partyId, TrustPolicy trust, CertificateVerifier certificates, CancellationToken cancellationToken)
    {
        if (NameFault(signature.Signer, partyId) is { } name)
        {
            return (name, []);
        }

        var verdict = await certificates.VerifyAsync(signature.Signer, trust, signature.SentCertificates, cancellationToken);
        var who = CertificateNames.Describe(signature.Signer);
        return verdict.State switch
        {
            CertificateState.Trusted => (null, verdict.Warnings),
            CertificateState.Rejected => (As4Fault.Authentication("AS4-SEC-4", $"{verdict.Fault?.Kind}: {verdict.Fault?.Detail} ({who})"), []),

            // Nobody can tell now: not the peer's fault, and to be tried again (AS4-10).
            _ => (new As4Fault(As4ErrorCode.DeliveryFailure, "AS4-SEC-4", $"The signer's revocation cannot be determined: {verdict.Fault?.Detail} ({who})"), []),
        };
    }

    /// <summary>The fault when the certificate's CN is not the party id; the comparison is exact.</summary>
    public static As4Fault? NameFault(X509Certificate2 signer, string partyId) =>
        CertificateNames.CommonName(signer) is { Length: > 0 } name && name == partyId
            ? null
            : As4Fault.Authentication("AS4-SEC-4", $"From/PartyId is not the CN of the signer's certificate ({CertificateNames.Describe(signer)}).");
}
