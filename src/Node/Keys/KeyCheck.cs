using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli.Control;

/// <summary>Judges a certificate of ours as partners will: chain, issuer, validity, revocation, for each of its purposes.</summary>
internal static class KeyCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(60);

    /// <summary>The verdict.</summary>
    public static async Task<KeyVerdict> RunAsync(KeyLine line, KeyPair pair, NodeSetup setup, CertificateVerifier verifier, CancellationToken cancellationToken)
    {
        var environment = setup.Environments.First(environment => environment.Name == line.Environment);
        var notes = new List<string>();
        foreach (var purpose in KeyPurposes.Parse(line.Purposes))
        {
            var trust = new KeyTarget(environment, [purpose], line.Participant).Trust(purpose);
            var verdict = await verifier.VerifyAsync(pair.Certificate, trust, pair.Chain, cancellationToken);
            notes.AddRange(verdict.Warnings.Except(notes));
            if (verdict.State != CertificateState.Trusted)
            {
                var what = verdict.State == CertificateState.Rejected ? "NOT ACCEPTED" : "NOT KNOWN";
                return new KeyVerdict(line, $"{what} for {KeyPurposes.NameOf([purpose])}: {verdict.Fault?.Detail}", false, notes);
            }
        }

        var left = CertificateNames.ValidTo(pair.Certificate) - verifier.Clock.GetUtcNow();
        return new KeyVerdict(line, left < Soon ? $"ok, but it ends in {left.Days} days: order a new one now" : "ok", true, notes);
    }
}
