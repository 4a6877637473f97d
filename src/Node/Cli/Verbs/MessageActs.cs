using System.CommandLine;
using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode messages retry</c> and <c>end</c>: what an administrator does with a message that does not come on by itself (API-3).</summary>
internal static class MessageActs
{
    /// <summary>The verb that retries.</summary>
    public static Command Retry()
    {
        var (id, config, by) = Parts();
        var command = new Command("retry", "Do now what waits or is set aside; send a failed message's content as a new message.") { id, config, by };
        command.SetAction((parsed, cancellationToken) =>
            ActAsync(parsed.GetValue(config)!, $"messages/{Uri.EscapeDataString(parsed.GetValue(id)!)}/retry?by={Uri.EscapeDataString(parsed.GetValue(by)!)}", cancellationToken));
        return command;
    }

    /// <summary>The verb that ends.</summary>
    public static Command End()
    {
        var (id, config, by) = Parts();
        var reason = new Option<string>("--reason") { Description = "Why, for the message's timeline and the event log.", Required = true };
        var command = new Command("end", "Let a message fail that is not to be tried any more.") { id, config, by, reason };
        command.SetAction((parsed, cancellationToken) => ActAsync(
            parsed.GetValue(config)!,
            $"messages/{Uri.EscapeDataString(parsed.GetValue(id)!)}/end?by={Uri.EscapeDataString(parsed.GetValue(by)!)}&reason={Uri.EscapeDataString(parsed.GetValue(reason)!)}",
            cancellationToken));
        return command;
    }

    private static (Argument<string> Id, Option<string> Config, Option<string> By) Parts() => (
        new Argument<string>("id") { Description = "A message's internal id, XHE id or AS4 MessageId." },
        SettingsOption.Create(),
        ByOption.Create());

    private static async Task<int> ActAsync(string path, string call, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        if (await client.PostAsync<MessageActed>(call, cancellationToken) is not { } acted)
        {
            return NodeIsDown.Say(settings);
        }

        (acted.Done ? Console.Out : Console.Error).WriteLine(TerminalText.Printable(acted.Text));
        return acted.Done ? 0 : 1;
    }
}
