using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Hosting;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Inspect;

/// <summary>What an inspection may use: keys, trust, and the time to judge validity at.</summary>
internal sealed class InspectionTools : IDisposable
{
    private readonly HttpClient _http = StatusConnections.CreateClient();

    /// <summary>Gathers the tools.</summary>
    public InspectionTools(IReadOnlyList<KeyPair> keys, IReadOnlyList<X509Certificate2> trust, TimeProvider clock)
    {
        Keys = keys;
        Clock = clock;
        Verifier = new CertificateVerifier(new RevocationChecker(_http, clock), clock);
        if (trust.Count > 0)
        {
            var anchors = trust.Where(IsRoot).ToList();
            Trust = new TrustPolicy
            {
                Purpose = "the given trust folder",
                Anchors = anchors.Count > 0 ? anchors : trust,
                Intermediates = [.. trust.Where(certificate => !IsRoot(certificate))],

                // A saved file says nothing about today's revocation lists.
                Revocation = RevocationPolicy.Off,
                Use = CertificateUse.Any,
            };
        }
    }

    /// <summary>Keys that may decrypt.</summary>
    public IReadOnlyList<KeyPair> Keys { get; }

    /// <summary>Whom to trust; null where no folder was given.</summary>
    public TrustPolicy? Trust { get; }

    /// <summary>Judges chains and validity; revocation is not asked for.</summary>
    public CertificateVerifier Verifier { get; }

    /// <summary>The time at which certificates must be valid.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Adds the check of a signer's certificate.</summary>
    public async Task CheckSignerAsync(InspectionReport report, string rule, X509Certificate2 signer, CancellationToken cancellationToken)
    {
        const string title = "Signer's certificate";
        var described = CertificateNames.Describe(signer);
        if (Trust is null)
        {
            report.Skip(rule, title, $"{described}. Not judged: give the trust anchors with --trust.");
            return;
        }

        var verdict = await Verifier.VerifyAsync(signer, Trust, cancellationToken);
        if (verdict.State == CertificateState.Trusted)
        {
            report.Ok(rule, title, $"{described}. Trusted at {Clock.GetUtcNow():yyyy-MM-dd HH:mm}Z; revocation was not asked for.");
        }
        else
        {
            report.Fail(rule, title, $"{described}. {verdict.Fault?.Detail}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
