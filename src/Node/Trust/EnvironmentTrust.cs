using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Trust;

/// <summary>An authority that counts.</summary>
/// <param name="Certificate">Its certificate.</param>
/// <param name="IsAnchor">Whether chains may end with it; else it only issues below an anchor.</param>
internal sealed record TrustedAuthority(X509Certificate2 Certificate, bool IsAnchor);

/// <summary>
/// Whom one environment trusts, by purpose: what the settings name and what the store holds. Policies made from it follow each change at
/// once. A purpose without an anchor makes work wait; it never makes a peer's message or certificate wrong.
/// </summary>
internal sealed class EnvironmentTrust(string environment)
{
    private readonly Dictionary<TrustPurpose, LiveTrust> _live = TrustPurposes.All.ToDictionary(purpose => purpose, _ => new LiveTrust());
    private readonly Dictionary<TrustPurpose, IReadOnlyList<TrustedAuthority>> _settings = [];

    /// <summary>The environment's name.</summary>
    public string Environment => environment;

    /// <summary>What the settings name for a purpose.</summary>
    public IReadOnlyList<TrustedAuthority> Settings(TrustPurpose purpose) => _settings.GetValueOrDefault(purpose) ?? [];

    /// <summary>Trust for policies, which follow it.</summary>
    public LiveTrust Live(TrustPurpose purpose) => _live[purpose];

    /// <summary>Sets what the settings name for a purpose. To be called once, before anything is judged.</summary>
    public void Begin(TrustPurpose purpose, IReadOnlyList<X509Certificate2> anchors, IReadOnlyList<X509Certificate2> issuers)
    {
        _settings[purpose] = [.. anchors.Select(anchor => new TrustedAuthority(anchor, IsAnchor: true)), .. issuers.Select(issuer => new TrustedAuthority(issuer, IsAnchor: false))];
        Replace(purpose, []);
    }

    /// <summary>Sets what the store holds for a purpose.</summary>
    public void Replace(TrustPurpose purpose, IReadOnlyList<TrustedAuthority> stored)
    {
        TrustedAuthority[] all = [.. Settings(purpose), .. stored];
        _live[purpose].Replace(new TrustedCertificates(Of(all, isAnchor: true), Of(all, isAnchor: false)));
    }

    /// <summary>Why nobody can be trusted for any of the purposes; null where each has an anchor.</summary>
    public string? Gap(params ReadOnlySpan<TrustPurpose> purposes)
    {
        foreach (var purpose in purposes)
        {
            if (_live[purpose].Current.Anchors.Count == 0)
            {
                return $"There is no trust anchor for {environment} {purpose.Name()}.";
            }
        }

        return null;
    }

    private static X509Certificate2[] Of(IEnumerable<TrustedAuthority> all, bool isAnchor) =>
        [.. all.Where(authority => authority.IsAnchor == isAnchor).Select(authority => authority.Certificate).DistinctBy(certificate => certificate.Thumbprint)];
}
