using System.CommandLine;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode lookup PARTICIPANT</c>: each step of discovery, and what is wrong where something is.</summary>
internal static class LookupVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var participant = new Argument<string>("participant") { Description = "For example 0203:kristinehamn.se" };
        var config = SettingsOption.Create();
        var environment = new Option<string?>("--environment", "-e") { Description = "The environment; needed where the settings name several." };
        var type = new Option<string>("--type")
        {
            Description = "The document type with its transport model.",
            DefaultValueFactory = _ => DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString(),
        };
        var command = new Command("lookup", "Show how a participant is found: DNS, SMP, signature, certificates.") { participant, config, environment, type };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(config)!, parsed.GetValue(environment), parsed.GetValue(participant)!, parsed.GetValue(type)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? environment, string participant, string type, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        environment ??= settings.Options.Environments.Count == 1 ? settings.Options.Environments[0].Name : null;
        if (environment is null)
        {
            Console.Error.WriteLine($"Which environment? Say --environment {string.Join(" or ", settings.Options.Environments.Select(known => known.Name))}.");
            return 1;
        }

        using var client = new ControlClient(settings.DataFolder);
        var call = $"lookup?environment={Uri.EscapeDataString(environment)}&participant={Uri.EscapeDataString(participant)}&type={Uri.EscapeDataString(type)}";
        var answer = await client.GetAsync<LookupAnswer>(call, cancellationToken) ?? await WithoutNodeAsync(settings, environment, participant, type, cancellationToken);
        return answer is null ? SettingsOption.ExitWrongSettings : Print(answer);
    }

    // No node runs: the same code with the same settings, without its cache.
    private static async Task<LookupAnswer?> WithoutNodeAsync(Settings settings, string environment, string participant, string type, CancellationToken cancellationToken)
    {
        using var http = StatusConnections.CreateClient();
        var verifier = new CertificateVerifier(new RevocationChecker(http, TimeProvider.System), TimeProvider.System);
        var (setup, faults) = await new SetupBuilder(settings, verifier, NodeHosting.IsDevelopment).BuildAsync(cancellationToken);
        if (setup is null)
        {
            SettingsOption.Print(faults);
            return null;
        }

        using (setup)
        {
            using var runtimes = new EnvironmentRuntimes([.. setup.Environments.Select(known => new EnvironmentRuntime(known, verifier, TimeProvider.System))]);
            return await Lookup.TraceAsync(runtimes, environment, participant, type, cancellationToken);
        }
    }

    private static int Print(LookupAnswer answer)
    {
        if (answer.Fault is { } fault)
        {
            Console.Error.WriteLine(fault);
            return 1;
        }

        foreach (var step in answer.Steps)
        {
            Console.WriteLine($"{Mark(step.State)} {step.Title}");
            Console.WriteLine($"      asked:    {TerminalText.Printable(step.Asked)}");
            Console.WriteLine($"      answered: {TerminalText.Printable(step.Answered)}");
            if (step.Remedy is { } remedy)
            {
                Console.WriteLine($"      what to do: {TerminalText.Printable(remedy)}");
            }
        }

        return answer.Steps.Any(step => step.State == "Fault") ? 1 : 0;
    }

    private static string Mark(string state) => state switch { "Ok" => "[ ok ]", "Warning" => "[note]", _ => "[FAIL]" };
}
