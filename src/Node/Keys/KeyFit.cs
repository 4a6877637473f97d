using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Administration;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>
/// Whether a certificate fits where it is wanted: issuer and chain of the environment and purpose, key usage, length, validity,
/// revocation, and for an access point the party id.
/// </summary>
internal sealed class KeyFit(KeyRing ring, CertificateVerifier verifier, bool development)
{
    /// <summary>What does not fit, or null. Warnings are added to <paramref name="notes"/>.</summary>
    public async Task<DeskFault?> CheckAsync(KeyTarget target, KeyFile file, List<string> notes, CancellationToken cancellationToken)
    {
        var described = CertificateNames.Describe(file.Certificate);
        if (!development && DevelopmentCertificates.IsDevelopmentCertificate(file.Certificate))
        {
            return new DeskFault("It is a development certificate.", "Order one from the federation's issuer; development keys are refused in Production.");
        }

        foreach (var purpose in target.Purposes)
        {
            // Whether it is revoked cannot always be said at once; a certificate that is just made may be unknown to OCSP for some minutes.
            var verdict = await verifier.VerifyAsync(file.Certificate, target.Trust(purpose) with { Revocation = RevocationPolicy.Soft }, file.Chain, cancellationToken);
            if (!verdict.IsTrusted)
            {
                return new DeskFault($"It does not fit for {KeyPurposes.NameOf([purpose])} in {target.Environment.Name}: {verdict.Fault?.Detail} ({described})", Remedy(verdict.Fault?.Kind, target));
            }

            notes.AddRange(verdict.Warnings.Except(notes));
        }

        if (target.Purposes.Contains(KeyPurpose.ApSigning)
            && ring.CurrentKey(new KeySlot(target.Environment.Name, KeyPurpose.ApSigning)) is { } inUse && inUse.Pair.CommonName != CertificateNames.CommonName(file.Certificate))
        {
            return new DeskFault(
                $"It is for the access point {CertificateNames.CommonName(file.Certificate)}, and this one is {inUse.Pair.CommonName} (AS4-2).",
                "Order a certificate with the party id of this access point: sdknode certs request.");
        }

        return null;
    }

    private static string Remedy(CertificateFaultKind? kind, KeyTarget target) => kind switch
    {
        CertificateFaultKind.Expired => "Order a new one.",
        CertificateFaultKind.NotYetValid => "Check this machine's clock, or wait until it is valid.",
        CertificateFaultKind.UntrustedChain or CertificateFaultKind.WrongIssuer => $"Use a certificate that {target.Environment.Name}'s issuer for this purpose has issued; each environment and purpose has its own.",
        CertificateFaultKind.KeyUsage => "Order a certificate whose key usage covers the purpose.",
        CertificateFaultKind.KeyTooWeak => "Make a longer key (sdknode certs request) and order a certificate for it.",
        CertificateFaultKind.Revoked => "Order a new one, and find out why it was revoked.",
        _ => "Order a certificate that fits.",
    };
}
