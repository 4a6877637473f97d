using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Tests.Support;

/// <summary>The keys of the vectors that other implementations made.</summary>
internal static class VectorKeys
{
    private static readonly Dictionary<string, KeyPair> Loaded = [];

    /// <summary>A time at which the vectors' certificates are valid.</summary>
    public static DateTimeOffset Time { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static KeyPair Pair(string name)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(name, out var pair))
            {
                Assert.True(KeyPair.Load(SharedFiles.Vector($"keys/{name}.p12"), "changeit").TryGet(out pair, out var fault), fault?.Detail);
                Loaded.Add(name, pair);
            }

            return pair;
        }
    }

    public static X509Certificate2 Certificate(string name) => X509CertificateLoader.LoadCertificateFromFile(SharedFiles.Vector($"keys/{name}.pem"));

    /// <summary>Trust in one root and one issuing authority; the vectors have no revocation points.</summary>
    public static TrustPolicy Trust(string root, string issuer) => new()
    {
        Purpose = "vectors",
        Anchors = [Certificate(root)],
        Issuers = [Certificate(issuer)],
        Revocation = RevocationPolicy.Off,
        Use = CertificateUse.Signing,
    };

    public static CertificateVerifier Verifier(TimeProvider clock) => new(new RevocationChecker(new HttpClient(), clock), clock);
}
