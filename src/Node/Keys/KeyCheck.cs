using SdkNode.Node.Configuration;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>A verdict on a key's certificate.</summary>
/// <param name="Key">The key.</param>
/// <param name="State">What was found, in words.</param>
/// <param name="Ok">Whether it is trusted.</param>
/// <param name="Notes">What a lenient policy let pass.</param>
internal sealed record KeyVerdict(KeyLine Key, string State, bool Ok, IReadOnlyList<string> Notes);

/// <summary>Judges a certificate of ours as partners will: chain, issuer, validity, revocation, for each of its purposes.</summary>
internal static class KeyCheck
{
    /// <summary>How long before its end a successor should be ordered: the first alarm comes then.</summary>
    public static TimeSpan Soon { get; } = TimeSpan.FromDays(60);

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

    /// <summary>The verdicts on all that are not retired.</summary>
    public static async Task<IReadOnlyList<KeyVerdict>> AllAsync(NodeSetup setup, KeyStore store, CertificateVerifier verifier, CancellationToken cancellationToken)
    {
        var verdicts = new List<KeyVerdict>();
        foreach (var line in KeyLine.All(setup, await store.ListAsync(cancellationToken)).Where(line => line.Fingerprint is not null && setup.Environments.Any(environment => environment.Name == line.Environment) && line.Phase != KeyPhases.Retired))
        {
            var key = setup.Keys.Slots.SelectMany(slot => slot.Value).First(key => key.Fingerprint == line.Fingerprint);
            verdicts.Add(await RunAsync(line, key.Pair, setup, verifier, cancellationToken));
        }

        return verdicts;
    }
}
