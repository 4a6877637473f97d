using System.CommandLine;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Partners;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode lookup PARTICIPANT</c>: each step of discovery, and what is wrong where something is.</summary>
internal static class LookupVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var participant = new Argument<string?>("participant") { Description = "For example 0203:kristinehamn.se", Arity = ArgumentArity.ZeroOrOne };
        var (config, environment, type, json) = (SettingsOption.Create(), PartnerOptions.Environment(), PartnerOptions.Type(), PartnerOptions.Json());
        var refresh = new Option<bool>("--refresh") { Description = "Have the running node forget what it keeps of this participant and document type, and ask anew." };
        var cached = new Option<bool>("--cached") { Description = "List what the running node keeps of earlier look-ups, and until when." };
        var self = new Option<bool>("--self") { Description = "Look up every participant of ours, as partners do." };
        var command = new Command("lookup", "Show how a participant is found: DNS, SMP, signature, certificates, what is kept, what is used.") { participant, config, environment, type, refresh, cached, self, json };
        command.SetAction((parsed, cancellationToken) => (parsed.GetValue(participant), parsed.GetValue(cached), parsed.GetValue(self)) switch
        {
            (null, false, true) => SelfAsync(parsed.GetValue(config)!, parsed.GetValue(environment), parsed.GetValue(type)!, (parsed.GetValue(refresh), parsed.GetValue(json)), cancellationToken),
            (null, true, false) => CachedAsync(parsed.GetValue(config)!, parsed.GetValue(json), cancellationToken),
            ({ } one, false, false) => RunAsync(parsed.GetValue(config)!, parsed.GetValue(environment), (one, parsed.GetValue(type)!), (parsed.GetValue(refresh), parsed.GetValue(json)), cancellationToken),
            _ => Task.FromResult(Misused()),
        });
        return command;
    }

    private static int Misused()
    {
        Console.Error.WriteLine("Say either which participant to look up, as in: sdknode lookup 0203:kristinehamn.se, or --cached or --self alone.");
        return 1;
    }

    // What partners see of us is the first thing to look at when nothing arrives.
    private static async Task<int> SelfAsync(string path, string? environment, string type, (bool Refresh, bool Json) how, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        var exit = 0;
        foreach (var own in settings.Options.Participants.Where(own => environment is null || own.Environment == environment))
        {
            Console.WriteLine($"{own.Id} in {own.Environment}");
            exit = Math.Max(exit, await RunAsync(path, own.Environment, (own.Id, type), how, cancellationToken));
        }

        return exit;
    }

    private static async Task<int> CachedAsync(string path, bool json, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        if (await client.GetAsync<List<KeptLine>>("lookup/kept", cancellationToken) is not { } lines)
        {
            Console.Error.WriteLine("No node runs with this data folder, so nothing is kept.");
            return 1;
        }

        if (json)
        {
            StepsPrinter.PrintJson(lines);
            return 0;
        }

        foreach (var line in lines)
        {
            Console.WriteLine($"{line.Environment}  {TerminalText.Printable(line.Participant)}  {TerminalText.Printable(line.DocumentType)}  until {line.Until:yyyy-MM-dd HH:mm:ss}Z");
        }

        Console.WriteLine(lines.Count == 0 ? "Nothing is kept." : $"{lines.Count} kept.");
        return 0;
    }

    private static async Task<int> RunAsync(string path, string? named, (string Participant, string Type) question, (bool Refresh, bool Json) how, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        if (PartnerOptions.Choose(settings, named) is not { } environment)
        {
            return 1;
        }

        var (participant, type) = question;
        using var client = new ControlClient(settings.DataFolder);
        var names = $"environment={Uri.EscapeDataString(environment)}&participant={Uri.EscapeDataString(participant)}&type={Uri.EscapeDataString(type)}";
        var answer = how.Refresh
            ? await client.PostAsync<StepsAnswer>($"lookup/refresh?{names}", cancellationToken)
            : await client.GetAsync<StepsAnswer>($"lookup?{names}", cancellationToken);
        if (answer is null)
        {
            await Console.Error.WriteLineAsync("No node runs with this data folder: looked up by this command itself, which keeps nothing.");
            answer = await StandAlone.RunAsync(settings, runtimes => new LookupDesk(runtimes).ExplainAsync(environment, participant, type, cancellationToken), cancellationToken);
        }

        return answer is null ? SettingsOption.ExitWrongSettings : StepsPrinter.Print(answer, how.Json);
    }
}
