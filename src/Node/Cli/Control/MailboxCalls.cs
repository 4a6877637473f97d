using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Cli.Control;

/// <summary>One message of a mailbox as the command line shows it: no label and no content, which are for those who handle it.</summary>
internal sealed record MailboxLine(Guid Id, string MessageId, string Status, string From, string? FromFunction, bool? SenderKnown, DateTimeOffset? ArrivedAt, bool IsRead, bool IsHandled, string? Assignee)
{
    /// <summary>The line of a message.</summary>
    public static MailboxLine Of(MailboxItem item) => new(
        item.Message.Id, item.Message.XheId, item.Message.Status.Code(), item.Message.From, item.Message.OtherAddress, item.Message.SenderKnown, item.Message.ArrivedAt, item.IsRead, item.IsHandled, item.Marks?.Assignee);
}

/// <summary>Whether a mark was set; false when no mailbox has the message.</summary>
internal sealed record MailboxMarked(bool Done);

/// <summary>What <c>sdknode mailbox</c> asks of the running node.</summary>
internal static class MailboxCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/mailboxes", SummariesAsync);
        control.MapGet("/mailboxes/messages", async (MailboxList mailboxes, string environment, string participant, string address, MailboxState state, int count, CancellationToken cancellationToken) =>
            (await mailboxes.ListAsync(new MailboxFilter(new MailboxName(environment, participant, address)) { State = state, Count = count }, cancellationToken)).Select(MailboxLine.Of));
        control.MapPost("/mailboxes/messages/{id:guid}/{mark}", MarkAsync);
    }

    private static async Task<IReadOnlyList<MailboxSummary>> SummariesAsync(NodeSetup setup, MailboxList mailboxes, ClientMessages messages, CancellationToken cancellationToken)
    {
        var all = new List<MailboxSummary>();
        foreach (var (environment, participant) in setup.Environments.SelectMany(environment => environment.Participants.Select(participant => (environment, participant))))
        {
            var held = await messages.AddressesAsync(environment.Name, participant.Id.Value, cancellationToken);
            all.AddRange(await mailboxes.SummariesAsync(environment.Name, participant.Id.Value, participant.FunctionalAddresses.Union(held), due: null, cancellationToken));
        }

        return all;
    }

    private static async Task<MailboxMarked> MarkAsync(MailboxMarks marks, Guid id, string mark, string by, string? to, CancellationToken cancellationToken) => new(mark switch
    {
        "read" => await marks.ReadAsync(id, by, cancellationToken),
        "handled" => await marks.HandledAsync(id, by, cancellationToken),
        "open" => await marks.ReopenAsync(id, by, cancellationToken),
        "assign" => await marks.AssignAsync(id, to, by, cancellationToken),
        _ => false,
    });
}
