using System.CommandLine;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Keys;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli.Verbs;

/// <summary>
/// <c>sdknode certs check</c>: every certificate of ours as partners will judge it, revocation included. Of a running node all of them;
/// without one those that the settings name.
/// </summary>
internal static class CertsCheck
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var command = new Command("check", "Check every certificate: chain, issuer, validity, revocation. Where no node runs: those that the settings name.") { config };
        command.SetAction((parsed, cancellationToken) => CheckAsync(parsed.GetValue(config)!, cancellationToken));
        return command;
    }

    private static async Task<int> CheckAsync(string path, CancellationToken cancellationToken)
    {
        if (SettingsOption.ReadToCheck(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var node = new ControlClient(settings.DataFolder);
        if (await node.GetAsync<List<KeyVerdict>>("keys/check", cancellationToken) is { } verdicts)
        {
            return Print(verdicts);
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
            verdicts = [];
            foreach (var line in KeyLine.All(setup, []))
            {
                var pair = setup.Keys.Slots.Values.SelectMany(keys => keys).First(key => key.Fingerprint == line.Fingerprint).Pair;
                verdicts.Add(await KeyCheck.RunAsync(line, pair, setup, verifier, cancellationToken));
            }

            return Print(verdicts);
        }
    }

    private static int Print(List<KeyVerdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            Console.WriteLine($"{verdict.Key.Environment} {verdict.Key.Purposes}{(verdict.Key.Participant.Length == 0 ? "" : $" {verdict.Key.Participant}")}: {TerminalText.Printable(verdict.State)}");
            Console.WriteLine($"    {verdict.Key.Name} {TerminalText.Printable(verdict.Key.Subject ?? "")}");
            foreach (var note in verdict.Notes)
            {
                Console.WriteLine($"    note: {TerminalText.Printable(note)}");
            }
        }

        if (verdicts.Count == 0)
        {
            Console.WriteLine("The settings name no keys. Start the node to see those of its store.");
        }

        return verdicts.All(verdict => verdict.Ok) ? 0 : 1;
    }
}
