using System.CommandLine;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms.Notices;
using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode alarms</c>: what an admin should look at, and what to do.</summary>
internal static class AlarmsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var close = new Option<long?>("--close") { Description = "Close the alarm with this number. It is raised again if its cause is still there." };
        var command = new Command("alarms", "List the open alarms of the running node with cause and remedy; or close one.") { config, close, Trial() };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, parsed.GetValue(close), cancellationToken));
        return command;
    }

    private static Command Trial()
    {
        var config = SettingsOption.Create();
        var command = new Command("try", "Send a trial notice to everybody whom the settings have told of alarms (AlarmNotices).") { config };
        command.SetAction((parsed, cancellationToken) => TryAsync(parsed.GetValue(config)!, cancellationToken));
        return command;
    }

    private static async Task<int> TryAsync(string path, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        return await client.PostAsync<List<NoticeTrial>>("alarms/trial", cancellationToken) is { } trials ? Print(trials) : NodeIsDown.Say(settings);
    }

    private static int Print(List<NoticeTrial> trials)
    {
        if (trials.Count == 0)
        {
            Console.WriteLine("Nobody is told of alarms. Say who in the settings: AlarmNotices (docs/alarms.md).");
        }

        foreach (var trial in trials)
        {
            Console.WriteLine($"{trial.Channel}: {(trial.Sent ? "sent" : "NOT sent")}. {TerminalText.Printable(trial.Detail)}");
            if (trial.Remedy is { } remedy)
            {
                Console.WriteLine($"    Do: {remedy}");
            }
        }

        return trials.Count > 0 && trials.TrueForAll(trial => trial.Sent) ? 0 : 1;
    }

    private static async Task<int> RunAsync(string path, long? close, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        if (close is { } id)
        {
            return await client.PostAsync<AlarmClosed>($"alarms/{id}/close?by={Uri.EscapeDataString(Environment.UserName)}", cancellationToken) is { } done ? Closed(id, done.Closed) : NodeIsDown.Say(settings);
        }

        return await client.GetAsync<List<AlarmLine>>("alarms", cancellationToken) is { } alarms ? Print(alarms) : NodeIsDown.Say(settings);
    }

    private static int Closed(long id, bool closed)
    {
        Console.WriteLine(closed ? $"Alarm {id} is closed." : $"No open alarm has the number {id}.");
        return closed ? 0 : 1;
    }

    private static int Print(List<AlarmLine> alarms)
    {
        if (alarms.Count == 0)
        {
            Console.WriteLine("There are no open alarms.");
        }

        foreach (var alarm in alarms)
        {
            Console.WriteLine($"{alarm.Id}  {alarm.RaisedAt:yyyy-MM-dd HH:mm:ss}Z  {alarm.Kind}  {alarm.Environment}  {TerminalText.Printable(alarm.Subject)}{(alarm.Count > 1 ? $"  ({alarm.Count} times, last {alarm.LastAt:yyyy-MM-dd HH:mm:ss}Z)" : "")}");
            Console.WriteLine($"    {TerminalText.Printable(alarm.Detail)}");
            Console.WriteLine($"    Do: {TerminalText.Printable(alarm.Remedy)}");
        }

        return 0;
    }
}
