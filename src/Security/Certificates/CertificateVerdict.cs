using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>How far a certificate is trusted.</summary>
public enum CertificateState
{
    /// <summary>Trusted for the purpose at this time.</summary>
    Trusted,

    /// <summary>Definitely not to be trusted.</summary>
    Rejected,

    /// <summary>
    /// Nobody could tell whether it is revoked, and the policy is <see cref="RevocationPolicy.Hard"/>: to be tried again, and
    /// never to be told to a peer as a rejection (O2O-4).
    /// </summary>
    Undetermined,
}

/// <summary>What <see cref="CertificateVerifier"/> found.</summary>
/// <param name="State">How far the certificate is trusted.</param>
/// <param name="Fault">Why it is not; null when trusted.</param>
/// <param name="Chain">The certificate, its issuers and the anchor last; empty when no chain was found.</param>
/// <param name="Warnings">For people: what a lenient policy let pass.</param>
public sealed record CertificateVerdict(
    CertificateState State,
    CertificateFault? Fault,
    IReadOnlyList<X509Certificate2> Chain,
    IReadOnlyList<string> Warnings)
{
    /// <summary>True when the certificate is trusted.</summary>
    public bool IsTrusted => State == CertificateState.Trusted;
}
