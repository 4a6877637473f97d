using System.CommandLine;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode messages [ID]</c>: the latest messages, or one with everything that happened to it.</summary>
internal static class MessagesVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "A message's internal id, XHE id or AS4 MessageId.", DefaultValueFactory = _ => null };
        var config = SettingsOption.Create();
        var count = new Option<int>("--count", "-n") { Description = "How many.", DefaultValueFactory = _ => 20 };
        var receipts = new Option<bool>("--receipts") { Description = "Message receipts too." };
        var command = new Command("messages", "List messages, newest first; or show one with its timeline.") { id, config, count, receipts };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(config)!, parsed.GetValue(id), parsed.GetValue(count), parsed.GetValue(receipts), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? id, int count, bool receipts, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        if (id is null)
        {
            var lines = await client.GetAsync<List<MessageLine>>($"messages?count={count}&receipts={receipts}", cancellationToken)
                ?? (Store(settings) is { } store ? [.. (await store.ListAsync(count, receipts, cancellationToken)).Select(MessageLine.Of)] : null);
            return lines is null ? NoStore(settings) : List(lines);
        }

        var detail = await client.GetAsync<MessageDetail>($"messages/{Uri.EscapeDataString(id)}", cancellationToken)
            ?? (Store(settings) is { } closed ? await MessageDetail.FindAsync(closed, id, cancellationToken) : null);
        return detail is null ? NoStore(settings) : Show(detail, id);
    }

    // The node is down: read what it left, without changing anything.
    private static MessageStore? Store(Settings settings) => settings.Store.ReadOnlyOpener() is { } open ? new MessageStore(open) : null;

    private static int NoStore(Settings settings)
    {
        Console.Error.WriteLine($"No node runs with this data folder, and there is no store in {settings.DataFolder} yet.");
        return 1;
    }

    private static int List(List<MessageLine> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine($"{line.CreatedAt:yyyy-MM-dd HH:mm:ss}Z  {(line.Direction == "Outgoing" ? "out" : "in ")}  {line.Status,-34} {line.From} -> {line.To}  {TerminalText.Printable(line.Function ?? "")}  {line.XheId}");
        }

        if (lines.Count == 0)
        {
            Console.WriteLine("There are no messages.");
        }

        return 0;
    }

    private static int Show(MessageDetail detail, string id)
    {
        if (detail.Message is not { } message)
        {
            Console.Error.WriteLine($"There is no message with the id {id}.");
            return 1;
        }

        Console.WriteLine($"{message.Kind} {message.XheId} ({message.Direction}, {message.Environment}): {message.Status}");
        Console.WriteLine($"  from {message.From} to {message.To}, functional address {TerminalText.Printable(message.Function ?? "none")}");
        Console.WriteLine($"  internal id {message.Id}, AS4 MessageId {TerminalText.Printable(message.As4MessageId ?? "none yet")}");
        foreach (var step in detail.Steps)
        {
            Console.WriteLine($"  {step.At:yyyy-MM-dd HH:mm:ss.fff}Z  {step.Code,-24} {(step.Title is null ? "" : $"{TerminalText.Printable(step.Title)}: ")}{TerminalText.Printable(step.Detail)}");
        }

        return 0;
    }
}
