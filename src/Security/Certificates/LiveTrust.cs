using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Certificates that are trusted together.</summary>
/// <param name="Anchors">As <see cref="TrustPolicy.Anchors"/>.</param>
/// <param name="Issuers">As <see cref="TrustPolicy.Issuers"/>.</param>
public sealed record TrustedCertificates(IReadOnlyList<X509Certificate2> Anchors, IReadOnlyList<X509Certificate2> Issuers);

/// <summary>
/// Whom to trust, where that can change while policies are in use: all policies that share it see the change at once. Safe for several
/// threads; a judgement that runs during a change may end by what stood before or after it.
/// </summary>
public sealed class LiveTrust
{
    private volatile TrustedCertificates _current = new([], []);

    /// <summary>What is trusted now. Another object after each change.</summary>
    public TrustedCertificates Current => _current;

    /// <summary>Sets what is trusted from now on.</summary>
    public void Replace(TrustedCertificates trusted) => _current = trusted;
}
