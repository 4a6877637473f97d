using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>
/// Remembers the issuers of certificates that a policy has found good in all that does not change: building a chain costs a
/// quarter of a signature, and the same few peers come again and again. Time and revocation are checked anew each time. Only
/// good certificates are remembered, so strangers cannot fill it; what belongs to a policy goes when the policy goes, and when the
/// trust of a policy changes (<see cref="LiveTrust"/>).
/// </summary>
internal sealed class PathCache
{
    private readonly ConditionalWeakTable<TrustPolicy, Place> _policies = [];

    /// <summary>What is known under the policy's trust of this moment. To be taken before a path is looked for: what is found by older trust then goes with it.</summary>
    public KnownPaths Of(TrustPolicy policy) => _policies.GetValue(policy, static _ => new Place()).Of(policy.Live?.Current);

    private sealed class Place
    {
        private volatile KnownPaths _known = new(null);

        public KnownPaths Of(TrustedCertificates? trusted)
        {
            var known = _known;
            return ReferenceEquals(known.Trusted, trusted) ? known : _known = new KnownPaths(trusted);
        }
    }
}

/// <summary>The issuers of certificates that one trust has found good.</summary>
internal sealed class KnownPaths(TrustedCertificates? trusted)
{
    private const int Most = 2048;

    private readonly ConcurrentDictionary<string, X509Certificate2[]> _paths = new(StringComparer.Ordinal);

    /// <summary>Whose paths these are.</summary>
    public TrustedCertificates? Trusted => trusted;

    /// <summary>Finds the issuers, nearest first and the anchor last.</summary>
    public bool TryGet(X509Certificate2 certificate, [NotNullWhen(true)] out X509Certificate2[]? issuers) => _paths.TryGetValue(Key(certificate), out issuers);

    /// <summary>Remembers the issuers, as copies that nobody else disposes, and gives the copies.</summary>
    public X509Certificate2[] Add(X509Certificate2 certificate, IEnumerable<X509Certificate2> issuers)
    {
        if (_paths.Count >= Most)
        {
            _paths.Clear();
        }

        X509Certificate2[] copies = [.. issuers.Select(issuer => X509CertificateLoader.LoadCertificate(issuer.RawDataMemory.Span))];
        return _paths[Key(certificate)] = copies;
    }

    private static string Key(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span));
}
