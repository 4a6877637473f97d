using System.CommandLine;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode mailbox</c>: how the mailboxes stand, what lies in one, and marks. Labels and content are not shown here.</summary>
internal static class MailboxVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("mailbox", "Show the mailboxes of functional addresses, their messages, and mark messages.") { List(), Mark() };

    private static Command List()
    {
        var address = new Argument<string?>("address") { Description = "A functional address; left out: how all mailboxes stand.", DefaultValueFactory = _ => null };
        var config = SettingsOption.Create();
        var state = new Option<MailboxState>("--state") { Description = "All, Unread, Open or Handled.", DefaultValueFactory = _ => MailboxState.Open };
        var count = new Option<int>("--count", "-n") { Description = "How many.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "How the mailboxes stand; or the messages of one, newest first.") { address, config, state, count };
        command.SetAction((parsed, cancellationToken) => ListAsync(parsed.GetValue(config)!, parsed.GetValue(address), parsed.GetValue(state), parsed.GetValue(count), cancellationToken));
        return command;
    }

    private static Command Mark()
    {
        var id = new Argument<Guid>("id") { Description = "A message's internal id, as mailbox list shows it." };
        var mark = new Argument<string>("mark") { Description = "read, handled, open or assign." };
        mark.AcceptOnlyFromAmong("read", "handled", "open", "assign");
        var config = SettingsOption.Create();
        var by = ByOption.Create();
        var to = new Option<string?>("--to") { Description = "With assign: the person; left out: nobody any more." };
        var command = new Command("mark", "Mark a message as read or handled, open it again, or give it to somebody.") { id, mark, config, by, to };
        command.SetAction((parsed, cancellationToken) => MarkAsync(parsed.GetValue(config)!, $"mailboxes/messages/{parsed.GetValue(id)}/{parsed.GetValue(mark)}?by={Uri.EscapeDataString(parsed.GetValue(by)!)}{Parameter("to", parsed.GetValue(to))}", cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(string path, string? address, MailboxState state, int count, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        if (await client.GetAsync<List<MailboxSummary>>("mailboxes", cancellationToken) is not { } mailboxes)
        {
            return NodeIsDown.Say(settings);
        }

        if (address is null)
        {
            return Print(mailboxes);
        }

        var named = mailboxes.FindAll(mailbox => mailbox.Mailbox.Address == address);
        foreach (var mailbox in named.Select(known => known.Mailbox))
        {
            var call = $"mailboxes/messages?environment={Uri.EscapeDataString(mailbox.Environment)}&participant={Uri.EscapeDataString(mailbox.Participant)}&address={Uri.EscapeDataString(mailbox.Address)}&state={state}&count={count}";
            Print(mailbox, await client.GetAsync<List<MailboxLine>>(call, cancellationToken) ?? []);
        }

        return named.Count > 0 ? 0 : Unknown(address, mailboxes);
    }

    private static async Task<int> MarkAsync(string path, string call, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        if (await client.PostAsync<MailboxMarked>(call, cancellationToken) is not { } marked)
        {
            return NodeIsDown.Say(settings);
        }

        Console.WriteLine(marked.Done ? "Done." : "No mailbox has a message with this internal id.");
        return marked.Done ? 0 : 1;
    }

    private static int Print(List<MailboxSummary> mailboxes)
    {
        foreach (var mailbox in mailboxes)
        {
            var oldest = mailbox.Oldest is { } since ? $", the oldest since {since:yyyy-MM-dd HH:mm}Z" : "";
            Console.WriteLine($"{mailbox.Mailbox.Environment}  {mailbox.Mailbox.Participant}  {mailbox.Mailbox.Address,-40} {mailbox.Total,6} messages, {mailbox.Unread} unread, {mailbox.Open} open{oldest}");
        }

        return 0;
    }

    private static void Print(MailboxName mailbox, List<MailboxLine> lines)
    {
        Console.WriteLine($"{mailbox.Address} of {mailbox.Participant} in {mailbox.Environment}: {lines.Count} shown");
        foreach (var line in lines)
        {
            var marks = $"{(line.IsRead ? "read" : "unread")}{(line.IsHandled ? ", handled" : "")}{(line.Assignee is null ? "" : $", {TerminalText.Printable(line.Assignee)}")}{(line.SenderKnown == false ? ", sender not in the address book" : "")}";
            Console.WriteLine($"  {line.ArrivedAt:yyyy-MM-dd HH:mm:ss}Z  {line.Id}  {line.Status,-12}  from {line.From} {TerminalText.Printable(line.FromFunction ?? "")}  ({marks})");
        }
    }

    private static int Unknown(string address, List<MailboxSummary> mailboxes)
    {
        Console.Error.WriteLine($"No participant of this node has the functional address {address}. There are: {string.Join(", ", mailboxes.Select(mailbox => mailbox.Mailbox.Address))}.");
        return 1;
    }

    private static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
