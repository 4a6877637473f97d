using System.CommandLine;
using System.Diagnostics;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode status</c>: how the running node is.</summary>
internal static class StatusVerb
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(200);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var wait = new Option<int>("--wait") { Description = "Wait this many seconds at most for a node that is starting; 0: not at all." };
        var command = new Command("status", "Show how the running node is: whether it is ready, and else why; its work; its alarms. Ends with 0 when it is ready.") { config, wait };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, TimeSpan.FromSeconds(parsed.GetValue(wait)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        var began = Stopwatch.GetTimestamp();
        StatusAnswer? status;
        while ((status = await client.GetAsync<StatusAnswer>("status", cancellationToken)) is null && Stopwatch.GetElapsedTime(began) < wait)
        {
            await Task.Delay(s_between, cancellationToken);
        }

        return status is not null ? Print(status) : NodeIsDown.Say(settings);
    }

    private static int Print(StatusAnswer status)
    {
        var ready = status.Checks.All(check => check.Ok);
        Console.WriteLine($"{status.Name}, sdknode {status.Version}: {(ready ? "ready" : "not ready")}");
        foreach (var check in status.Checks)
        {
            Console.WriteLine($"  {(check.Ok ? "[ ok ]" : "[FAIL]")} {check.Name}{(check.Ok ? "" : $": {TerminalText.Printable(check.Detail!)}")}");
            if (check.Remedy is not null)
            {
                Console.WriteLine($"         Do: {TerminalText.Printable(check.Remedy)}");
            }
        }

        if (!status.Alive)
        {
            Console.WriteLine("  [FAIL] alive: the node has done no work for minutes.");
            Console.WriteLine("         Do: Restart it; nothing is lost. Keep its log and report it.");
        }

        PrintWork(status);
        return ready && status.Alive ? 0 : 1;
    }

    private static void PrintWork(StatusAnswer status)
    {
        if (status.Work is null)
        {
            Console.WriteLine("Work and alarms: the store cannot be read.");
            return;
        }

        Console.WriteLine(status.Work.Count == 0 ? "Work: none." : "Work:");
        foreach (var line in status.Work)
        {
            Console.WriteLine($"  {line.Kind}: {line.All}, of these {line.Running} run and {line.Due} are due{(line.SetAside > 0 ? $"; {line.SetAside} are set aside, see sdknode alarms" : "")}");
        }

        Console.WriteLine(status.OpenAlarms == 0 ? "Open alarms: none." : $"Open alarms: {status.OpenAlarms}. See them with: sdknode alarms");
    }
}
