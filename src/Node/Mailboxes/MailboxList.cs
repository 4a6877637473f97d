using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>
/// The mailboxes of functional addresses, which their staff share: what has arrived, which conversation it belongs to. Several
/// participants and environments are kept apart by the name of the mailbox. Pages and command line stand on this.
/// </summary>
internal sealed class MailboxList(Func<NodeDb> open)
{
    // Its sender decides how long a conversation is.
    private const int MostOfThread = 200;

    private static readonly MessageStatus[] s_onTheWay = [.. Enum.GetValues<MessageStatus>().Where(status => !status.IsFinal())];

    /// <summary>Messages, newest first.</summary>
    public async Task<IReadOnlyList<MailboxItem>> ListAsync(MailboxFilter filter, CancellationToken cancellationToken)
    {
        await using var db = open();
        var items = Items(db, InState(Of(db.Messages, filter.Mailbox), filter.State), filter.State);
        if (filter.Assignees is { } assignees)
        {
            items = items.Where(item => item.Marks!.Assignee != null && assignees.Contains(item.Marks!.Assignee));
        }

        if (filter.ArrivedBefore is { } before)
        {
            items = items.Where(item => item.Message.ArrivedAt < before);
        }

        if (filter.After is { } last)
        {
            items = items.Where(item => item.Message.Id.CompareTo(last) < 0);
        }

        var page = await items.OrderByDescending(item => item.Message.Id).Take(filter.Count).AsNoTracking().ToListAsync(cancellationToken);
        return page.ConvertAll(item => new MailboxItem(item.Message, item.Marks));
    }

    /// <summary>One message of a mailbox, sent or arrived, by its internal id or messageId; null when the mailbox does not have it.</summary>
    public async Task<MailboxItem?> FindAsync(MailboxName mailbox, Guid id, CancellationToken cancellationToken)
    {
        await using var db = open();
        var xheId = id.ToString("D");
        var found = await Items(db, Of(db.Messages, mailbox).Where(row => row.XheId == xheId && row.Copy == 0), MailboxState.All).OrderBy(item => item.Message.Direction).AsNoTracking().FirstOrDefaultAsync(cancellationToken)
            ?? await Items(db, Of(db.Messages, mailbox).Where(row => row.Id == id), MailboxState.All).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new MailboxItem(found.Message, found.Marks);
    }

    /// <summary>
    /// The thread that a message belongs to, sent and arrived, oldest first: its conversation, no more than the newest 200 of it, and what refers to one of
    /// these under another conversation, as some systems do (MSG-3, MSG-4).
    /// </summary>
    public async Task<IReadOnlyList<MailboxItem>> ThreadAsync(MailboxName mailbox, MessageRow message, CancellationToken cancellationToken)
    {
        await using var db = open();

        // The conversation and what the message answers; then what answers one of these. An index serves each question.
        var ids = await Of(db.Messages, mailbox).Where(row => row.ConversationId == message.ConversationId).OrderByDescending(row => row.Id).Select(row => row.XheId).Take(MostOfThread).ToListAsync(cancellationToken);
        ids.AddRange(await Of(db.Messages, mailbox).Where(row => row.XheId == message.RefToMessageId).Select(row => row.XheId).ToListAsync(cancellationToken));
        var rows = await Items(db, Of(db.Messages, mailbox).Where(row => ids.Contains(row.XheId)), MailboxState.All).AsNoTracking().ToListAsync(cancellationToken);
        rows.AddRange(await Items(db, Of(db.Messages, mailbox).Where(row => row.RefToMessageId != null && ids.Contains(row.RefToMessageId)), MailboxState.All).OrderByDescending(item => item.Message.Id).Take(MostOfThread).AsNoTracking().ToListAsync(cancellationToken));
        return [.. rows.DistinctBy(item => item.Message.Id).OrderBy(item => item.Message.Id.ToString("N"), StringComparer.Ordinal).Select(item => new MailboxItem(item.Message, item.Marks))];
    }

    /// <summary>How the mailboxes of a participant stand; those without a message too.</summary>
    public async Task<IReadOnlyList<MailboxSummary>> SummariesAsync(string environment, string participant, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        var summaries = new List<MailboxSummary>();
        await using var db = open();
        foreach (var mailbox in addresses.Select(address => new MailboxName(environment, participant, address)))
        {
            var total = await Arrived(db.Messages, mailbox).CountAsync(cancellationToken);
            var unread = await Items(db, Arrived(db.Messages, mailbox), MailboxState.Unread).CountAsync(cancellationToken);
            var waiting = Items(db, Arrived(db.Messages, mailbox), MailboxState.Open);
            var count = await waiting.CountAsync(cancellationToken);
            summaries.Add(new MailboxSummary(mailbox, total, unread, count, count == 0 ? null : await waiting.MinAsync(item => item.Message.ArrivedAt, cancellationToken)));
        }

        return summaries;
    }

    /// <summary>How many open messages arrived before a time.</summary>
    public async Task<int> CountOverdueAsync(MailboxName mailbox, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await Items(db, Arrived(db.Messages, mailbox), MailboxState.Open).CountAsync(item => item.Message.ArrivedAt < before, cancellationToken);
    }

    // The directions are named so that the unique index, which has them before the messageId, serves questions by id.
    private static IQueryable<MessageRow> Of(IQueryable<MessageRow> rows, MailboxName mailbox) =>
        rows.Where(row => row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && row.OwnAddress == mailbox.Address && MessageStore.BothDirections.Contains(row.Direction));

    private static IQueryable<MessageRow> Arrived(IQueryable<MessageRow> rows, MailboxName mailbox) => Of(rows, mailbox).Where(row => row.Direction == Direction.Incoming);

    private static IQueryable<MessageRow> InState(IQueryable<MessageRow> rows, MailboxState state) => state switch
    {
        MailboxState.Sent => rows.Where(row => row.Direction == Direction.Outgoing),
        MailboxState.Waiting => rows.Where(row => row.Direction == Direction.Outgoing && s_onTheWay.Contains(row.Status)),
        MailboxState.Failed => rows.Where(row => row.Direction == Direction.Outgoing && row.Status == MessageStatus.MessageExchangeError),
        _ => rows.Where(row => row.Direction == Direction.Incoming),
    };

    private static IQueryable<Joined> Items(NodeDb db, IQueryable<MessageRow> rows, MailboxState state)
    {
        var joined = rows.GroupJoin(db.Mailbox, row => row.Id, marks => marks.MessageId, (row, marks) => new { row, marks })
            .SelectMany(pair => pair.marks.DefaultIfEmpty(), (pair, marks) => new Joined { Message = pair.row, Marks = marks });
        return state switch
        {
            MailboxState.Unread => joined.Where(item => item.Marks!.ReadAt == null),
            MailboxState.Open => joined.Where(item => item.Marks!.HandledAt == null),
            MailboxState.Handled => joined.Where(item => item.Marks!.HandledAt != null),
            _ => joined,
        };
    }

    private sealed class Joined
    {
        public required MessageRow Message { get; init; }

        public MailboxRow? Marks { get; init; }
    }
}
