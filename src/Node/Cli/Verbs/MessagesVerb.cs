using System.CommandLine;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode messages</c>: list, show, retry and end messages; without a further word the list, or the message of an id.</summary>
internal static class MessagesVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "A message's internal id, XHE id or AS4 MessageId: as show does.", DefaultValueFactory = _ => null };
        var (config, count, receipts) = ListOptions();
        var command = new Command("messages", "List messages, newest first; show, retry or end one.") { id, config, count, receipts };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(id) is { } one
            ? ShowAsync(parsed.GetValue(config)!, one, cancellationToken)
            : ListAsync(parsed.GetValue(config)!, parsed.GetValue(count), parsed.GetValue(receipts), setAside: false, cancellationToken));
        command.Add(List());
        command.Add(Show());
        command.Add(MessageActs.Retry());
        command.Add(MessageActs.End());
        return command;
    }

    private static Command List()
    {
        var (config, count, receipts) = ListOptions();
        var aside = new Option<bool>("--set-aside") { Description = "Only those of which work is set aside until somebody retries or ends them." };
        var command = new Command("list", "The latest messages.") { config, count, receipts, aside };
        command.SetAction((parsed, cancellationToken) => ListAsync(parsed.GetValue(config)!, parsed.GetValue(count), parsed.GetValue(receipts), parsed.GetValue(aside), cancellationToken));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "A message's internal id, XHE id or AS4 MessageId." };
        var config = SettingsOption.Create();
        var command = new Command("show", "A message: what happened to it, what happens next, and what can be done.") { id, config };
        command.SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetValue(config)!, parsed.GetValue(id)!, cancellationToken));
        return command;
    }

    private static (Option<string> Config, Option<int> Count, Option<bool> Receipts) ListOptions() => (
        SettingsOption.Create(),
        new Option<int>("--count", "-n") { Description = "How many.", DefaultValueFactory = _ => 20 },
        new Option<bool>("--receipts") { Description = "Message receipts too." });

    private static async Task<int> ListAsync(string path, int count, bool receipts, bool setAside, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        var lines = await client.GetAsync<List<MessageLine>>(setAside ? $"messages/set-aside?count={count}" : $"messages?count={count}&receipts={receipts}", cancellationToken);
        if (lines is null && Store(settings) is { } open)
        {
            var store = new MessageStore(open);
            lines = [.. (setAside ? await store.ListSetAsideAsync(count, cancellationToken) : await store.ListAsync(count, receipts, cancellationToken)).Select(MessageLine.Of)];
        }

        return lines is null ? NoStore(settings) : MessagePrinter.List(lines);
    }

    private static async Task<int> ShowAsync(string path, string id, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        var detail = await client.GetAsync<MessageDetail>($"messages/{Uri.EscapeDataString(id)}", cancellationToken)
            ?? (Store(settings) is { } open ? await MessageDetail.FindAsync(open, TimeProvider.System, id, cancellationToken) : null);
        return detail is null ? NoStore(settings) : MessagePrinter.Show(detail, id);
    }

    // The node is down: read what it left, without changing anything.
    private static Func<NodeDb>? Store(Settings settings) => settings.Store.ReadOnlyOpener();

    private static int NoStore(Settings settings)
    {
        Console.Error.WriteLine($"No node runs with this data folder, and there is no store in {settings.DataFolder} yet.");
        return 1;
    }
}
