using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>
/// Remembers the issuers of certificates that a policy has found good in all that does not change: building a chain costs a
/// quarter of a signature, and the same few peers come again and again. Time and revocation are checked anew each time. Only
/// good certificates are remembered, so strangers cannot fill it; what belongs to a policy goes when the policy goes.
/// </summary>
internal sealed class PathCache
{
    private const int MostPerPolicy = 2048;

    private readonly ConditionalWeakTable<TrustPolicy, ConcurrentDictionary<string, X509Certificate2[]>> _policies = [];

    /// <summary>Finds the issuers, nearest first and the anchor last.</summary>
    public bool TryGet(X509Certificate2 certificate, TrustPolicy policy, [NotNullWhen(true)] out X509Certificate2[]? issuers)
    {
        issuers = null;
        return _policies.TryGetValue(policy, out var paths) && paths.TryGetValue(Key(certificate), out issuers);
    }

    /// <summary>Remembers the issuers, as copies that nobody else disposes, and gives the copies.</summary>
    public X509Certificate2[] Add(X509Certificate2 certificate, TrustPolicy policy, IEnumerable<X509Certificate2> issuers)
    {
        var paths = _policies.GetValue(policy, _ => new ConcurrentDictionary<string, X509Certificate2[]>(StringComparer.Ordinal));
        if (paths.Count >= MostPerPolicy)
        {
            paths.Clear();
        }

        X509Certificate2[] copies = [.. issuers.Select(issuer => X509CertificateLoader.LoadCertificate(issuer.RawDataMemory.Span))];
        return paths[Key(certificate)] = copies;
    }

    private static string Key(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span));
}
