using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode outgoing</c>: whether anything is sent, and stop or go. It works on a node that is down too: then it counts from its start.</summary>
internal static class OutgoingVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var by = ByOption.Create();
        var reason = new Option<string>("--reason") { Description = "Why; left out: that somebody said so.", DefaultValueFactory = _ => "an administrator said so." };
        return new("outgoing", "Show whether outgoing messages and message receipts are sent; hold or release them.")
        {
            Part("show", "Whether they are on hold, since when and why, and how many wait.", [], static _ => ("outgoing", static (_, _) => Task.CompletedTask)),
            Part("hold", "Send nothing until they are released. Receiving, opening and the API go on.", [by, reason], parsed =>
            {
                var why = $"{parsed.GetValue(reason)} (set by {parsed.GetValue(by)})";
                return ($"outgoing/hold?reason={Uri.EscapeDataString(why)}", (hold, cancellationToken) => hold.HoldAsync(why, cancellationToken));
            }),
            Part("release", "Send again.", [by], parsed =>
            {
                var who = parsed.GetValue(by)!;
                return ($"outgoing/release?by={Uri.EscapeDataString(who)}", (hold, cancellationToken) => hold.ReleaseAsync(who, cancellationToken));
            }),
        };
    }

    private static Command Part(string name, string what, Option[] options, Func<ParseResult, (string Call, Func<OutgoingHold, CancellationToken, Task> Here)> read)
    {
        var config = SettingsOption.Create();
        var command = new Command(name, what) { config };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var (call, here) = read(parsed);
            return RunAsync(parsed.GetValue(config)!, call, here, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(string path, string call, Func<OutgoingHold, CancellationToken, Task> here, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        var state = call == "outgoing" ? await client.GetAsync<OutgoingState>(call, cancellationToken) : await client.PostAsync<OutgoingState>(call, cancellationToken);
        if (state is null && (settings.Store.IsShared || File.Exists(settings.Store.DatabaseFile)))
        {
            state = await WithoutNodeAsync(settings, here, cancellationToken);
            if (state is null)
            {
                return 1;
            }
        }

        return state is null ? NodeIsDown.Say(settings) : Print(state);
    }

    // No node runs here: the store takes the word, and whatever node starts on it obeys.
    private static async Task<OutgoingState?> WithoutNodeAsync(Settings settings, Func<OutgoingHold, CancellationToken, Task> here, CancellationToken cancellationToken)
    {
        using var folder = settings.Store.IsShared ? null : DataFolderLock.TryTake(settings.DataFolder);
        if (folder is null && !settings.Store.IsShared)
        {
            Console.Error.WriteLine($"A node that is starting or stopping has the data folder {settings.DataFolder}. Try again in a moment.");
            return null;
        }

        var open = settings.Store.Opener();
        var hold = new OutgoingHold(open, new AlarmList(open, TimeProvider.System, NullLogger<AlarmList>.Instance), TimeProvider.System, NullLogger<OutgoingHold>.Instance);
        try
        {
            await here(hold, cancellationToken);
            return await OutgoingState.OfAsync(hold, cancellationToken);
        }
        catch (DbException e)
        {
            Console.Error.WriteLine($"The store could not be used: {e.Message} A store that an older version made is brought up to date when the node starts.");
            return null;
        }
    }

    private static int Print(OutgoingState state)
    {
        Console.WriteLine(state.HeldSince is { } since
            ? $"Outgoing messages are on hold since {since:yyyy-MM-dd HH:mm:ss}Z: {TerminalText.Printable(state.Reason ?? "")}"
            : "Outgoing messages are sent.");
        Console.WriteLine($"{state.Waiting} messages and message receipts wait to be sent.");
        return 0;
    }
}
