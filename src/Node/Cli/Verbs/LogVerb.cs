using System.CommandLine;
using SdkNode.Node.Audit;
using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode log</c>: check and export the event log and the security log (docs/operations/logs.md).</summary>
internal static class LogVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("log", "Check and export the event log and the security log.") { Check(), Export() };

    private static Command Check()
    {
        var (config, environment, participant) = Options();
        var command = new Command("check", "Verify the seals of the logs and say what is changed, missing or out of order.") { config, environment, participant };
        command.SetAction((parsed, cancellationToken) => CheckAsync(parsed.GetValue(config)!, parsed.GetValue(environment), parsed.GetValue(participant), cancellationToken));
        return command;
    }

    private static Command Export()
    {
        var (config, environment, participant) = Options();
        var file = new Argument<string?>("file") { Description = "A new file; without one to standard output.", DefaultValueFactory = _ => null };
        var format = new Option<string>("--format") { Description = "jsonl or csv.", DefaultValueFactory = _ => "jsonl" }.AcceptOnlyFromAmong("jsonl", "csv");
        var log = new Option<string>("--log") { Description = "event or security.", DefaultValueFactory = _ => LogNames.Event }.AcceptOnlyFromAmong(LogNames.Event, LogNames.Security);
        var from = new Option<DateTime?>("--from") { Description = "Entries from this time on, UTC." };
        var to = new Option<DateTime?>("--to") { Description = "Entries before this time, UTC." };
        var command = new Command("export", "Write a log as JSON lines or CSV.") { file, config, environment, participant, format, log, from, to };
        command.SetAction((parsed, cancellationToken) => ExportAsync(
            parsed.GetValue(config)!,
            new LogExportWish(parsed.GetValue(log)!, parsed.GetValue(format) == "csv", Utc(parsed.GetValue(from)), Utc(parsed.GetValue(to)), parsed.GetValue(environment), parsed.GetValue(participant)),
            parsed.GetValue(file),
            cancellationToken));
        return command;
    }

    private static (Option<string> Config, Option<string?> Environment, Option<string?> Participant) Options() => (
        SettingsOption.Create(),
        new Option<string?>("--environment") { Description = "Only this environment." },
        new Option<string?>("--participant") { Description = "Only this participant." });

    // A time without a zone means UTC.
    private static DateTimeOffset? Utc(DateTime? time) => time is not { } given ? null : given.Kind == DateTimeKind.Local ? new DateTimeOffset(given) : new DateTimeOffset(given, TimeSpan.Zero);

    private static async Task<int> CheckAsync(string path, string? environment, string? participant, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        var call = $"log/check?{(environment is null ? "" : $"environment={Uri.EscapeDataString(environment)}&")}{(participant is null ? "" : $"participant={Uri.EscapeDataString(participant)}")}";
        return await client.GetAsync<List<LogChainState>>(call, cancellationToken) is { } states ? Print(states) : NodeIsDown.Say(settings);
    }

    private static int Print(List<LogChainState> states)
    {
        if (states.Count == 0)
        {
            Console.WriteLine("There are no entries.");
        }

        foreach (var state in states)
        {
            var kept = state.Newest < state.Oldest ? "no segment yet" : $"segments {state.Oldest} to {state.Newest}, sealed {state.SealedAt:yyyy-MM-dd HH:mm:ss}Z";
            Console.WriteLine($"{(state.Faults.Count == 0 ? "OK     " : "BROKEN ")}{state.Log}  {state.Environment}  {(state.Participant.Length == 0 ? "(no participant)" : TerminalText.Printable(state.Participant))}: {kept}; {state.Unsealed} entries not sealed yet");
            foreach (var fault in state.Faults)
            {
                Console.WriteLine($"    {fault}");
            }
        }

        return states.TrueForAll(state => state.Faults.Count == 0) ? 0 : 1;
    }

    private static async Task<int> ExportAsync(string path, LogExportWish wish, string? file, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        await using var to = file is null ? Console.OpenStandardOutput() : new FileStream(file, FileMode.CreateNew);
        using var client = new ControlClient(settings.DataFolder);
        if (await client.CopyAsync(LogCalls.Of(wish, Environment.UserName), to, cancellationToken))
        {
            return 0;
        }

        // The node is down: read what it left, without changing anything.
        if (settings.Store.ReadOnlyOpener() is not { } open)
        {
            await Console.Error.WriteLineAsync($"No node runs with this data folder, and there is no store in {settings.DataFolder} yet.");
            return 1;
        }

        await LogExport.WriteAsync(open, wish, to, cancellationToken);
        return 0;
    }
}
