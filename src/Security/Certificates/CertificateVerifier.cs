using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Verifies certificates against a <see cref="TrustPolicy"/> and nothing else: the machine's own trust store is never consulted (PKI-2).</summary>
public sealed class CertificateVerifier
{
    /// <summary>Makes a verifier.</summary>
    public CertificateVerifier(RevocationChecker revocation, TimeProvider clock) => (_, _) = (revocation, clock);

    /// <summary>Verifies a certificate at the present time.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="policy">Whom to trust, and for what.</param>
    /// <param name="cancellationToken">Ends the revocation look-up.</param>
    public ValueTask<CertificateVerdict> VerifyAsync(X509Certificate2 certificate, TrustPolicy policy, CancellationToken cancellationToken) =>
        VerifyAsync(certificate, policy, [], cancellationToken);

    /// <summary>Verifies a certificate at the present time, with certificates that a peer sent along as possible intermediates.</summary>
    public ValueTask<CertificateVerdict> VerifyAsync(
        X509Certificate2 certificate,
        TrustPolicy policy,
        IReadOnlyCollection<X509Certificate2> intermediates,
        CancellationToken cancellationToken) => throw new NotImplementedException();
}
