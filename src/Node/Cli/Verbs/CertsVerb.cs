using System.CommandLine;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode certs check</c>: every certificate that the settings name, with revocation, and how long it lasts.</summary>
internal static class CertsVerb
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(60);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var check = new Command("check", "Check every certificate that the settings name: chain, issuer, validity, revocation.") { config };
        check.SetAction((parsed, cancellationToken) => CheckAsync(parsed.GetValue(config)!, cancellationToken));
        return new Command("certs", "Look after certificates.") { check };
    }

    private static async Task<int> CheckAsync(string path, CancellationToken cancellationToken)
    {
        if (SettingsOption.ReadToCheck(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var http = StatusConnections.CreateClient();
        var verifier = new CertificateVerifier(new RevocationChecker(http, TimeProvider.System), TimeProvider.System);
        var (setup, faults) = await new SetupBuilder(settings, verifier, NodeHosting.IsDevelopment).BuildAsync(cancellationToken);
        if (setup is null)
        {
            SettingsOption.Print(faults);
            return SettingsOption.ExitWrongSettings;
        }

        using (setup)
        {
            var sound = true;
            foreach (var (title, key, trust) in setup.Environments.SelectMany(Certificates))
            {
                sound &= await PrintAsync(title, key, trust, verifier, cancellationToken);
            }

            return sound ? 0 : 1;
        }
    }

    private static IEnumerable<(string Title, KeyPair Key, TrustPolicy Trust)> Certificates(EnvironmentSetup environment)
    {
        var name = environment.Name;
        yield return ($"{name}: access point, signing", environment.Signing, environment.ApTrust with { Use = CertificateUse.Signing });
        foreach (var key in environment.Decryption)
        {
            yield return ($"{name}: access point, decryption", key, environment.ApTrust with { Use = CertificateUse.Encryption });
        }

        yield return ($"{name}: TLS, server", environment.TlsServer, environment.TlsTrust with { Use = CertificateUse.TlsServer });
        yield return ($"{name}: TLS, client", environment.TlsClient, environment.TlsTrust with { Use = CertificateUse.TlsClient });
        foreach (var participant in environment.Participants)
        {
            yield return ($"{name}: {participant.Id}, signing", participant.Signing, environment.O2OTrust with { Use = CertificateUse.Signing });
            foreach (var key in participant.Decryption)
            {
                yield return ($"{name}: {participant.Id}, decryption", key, environment.O2OTrust with { Use = CertificateUse.Encryption });
            }
        }
    }

    private static async Task<bool> PrintAsync(string title, KeyPair key, TrustPolicy trust, CertificateVerifier verifier, CancellationToken cancellationToken)
    {
        var verdict = await verifier.VerifyAsync(key.Certificate, trust, cancellationToken);
        var left = key.Certificate.NotAfter.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime;
        var state = verdict.State switch
        {
            CertificateState.Rejected => $"NOT ACCEPTED: {verdict.Fault?.Detail}",
            CertificateState.Undetermined => $"NOT KNOWN: {verdict.Fault?.Detail}",
            _ when left < Soon => $"ok, but it ends in {left.Days} days: order a new one now",
            _ => "ok",
        };
        Console.WriteLine($"{title}: {state}");
        Console.WriteLine($"    {CertificateNames.Describe(key.Certificate)}");
        foreach (var warning in verdict.Warnings)
        {
            Console.WriteLine($"    note: {warning}");
        }

        return verdict.State == CertificateState.Trusted;
    }
}
