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
        var found = await Items(db, ById(db.Messages, mailbox).Where(row => row.XheId == xheId && row.Copy == 0), MailboxState.All).OrderBy(item => item.Message.Direction).AsNoTracking().FirstOrDefaultAsync(cancellationToken)
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
        ids.AddRange(await ById(db.Messages, mailbox).Where(row => row.XheId == message.RefToMessageId).Select(row => row.XheId).ToListAsync(cancellationToken));
        var rows = await Items(db, ById(db.Messages, mailbox).Where(row => ids.Contains(row.XheId)), MailboxState.All).AsNoTracking().ToListAsync(cancellationToken);

        // By the time and not by the id: a database would go through the whole mailbox in the order of its ids instead of asking for the references.
        rows.AddRange(await Items(db, Of(db.Messages, mailbox).Where(row => row.RefToMessageId != null && ids.Contains(row.RefToMessageId)), MailboxState.All).OrderByDescending(item => item.Message.CreatedAt).Take(MostOfThread).AsNoTracking().ToListAsync(cancellationToken));
        return [.. rows.DistinctBy(item => item.Message.Id).OrderBy(item => item.Message.Id.ToString("N"), StringComparer.Ordinal).Select(item => new MailboxItem(item.Message, item.Marks))];
    }

    /// <summary>How the mailboxes of a participant stand; those without a message too.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="participant">The participant.</param>
    /// <param name="addresses">The functional addresses.</param>
    /// <param name="due">What arrived before this time should have been handled; null: nobody asks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<MailboxSummary>> SummariesAsync(string environment, string participant, IEnumerable<string> addresses, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        var summaries = new List<MailboxSummary>();
        await using var db = open();
        var before = due ?? DateTimeOffset.MinValue;
        foreach (var mailbox in addresses.Select(address => new MailboxName(environment, participant, address)))
        {
            // All numbers in one pass over the mailbox: somebody waits for them at the first page.
            var found = await Items(db, Arrived(db.Messages, mailbox), MailboxState.All).GroupBy(_ => 1).Select(all => new
            {
                Total = all.Count(),
                Unread = all.Count(item => item.Marks!.ReadAt == null && item.Marks!.HandledAt == null),
                Open = all.Count(item => item.Marks!.HandledAt == null),
                Oldest = all.Min(item => item.Marks!.HandledAt == null ? item.Message.ArrivedAt : null),
                Overdue = all.Count(item => item.Marks!.HandledAt == null && item.Message.ArrivedAt < before),
            }).SingleOrDefaultAsync(cancellationToken);
            summaries.Add(found is null ? new MailboxSummary(mailbox, 0, 0, 0, null) : new MailboxSummary(mailbox, found.Total, found.Unread, found.Open, found.Oldest) { Overdue = found.Overdue });
        }

        return summaries;
    }

    private static IQueryable<MessageRow> Of(IQueryable<MessageRow> rows, MailboxName mailbox) =>
        rows.Where(row => row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && row.OwnAddress == mailbox.Address && MessageStore.BothDirections.Contains(row.Direction));

    // For questions by messageId. The directions are named since the unique index has them before it; with the bare column SQLite would rather go through all of the mailbox than through the index of ids.
    private static IQueryable<MessageRow> ById(IQueryable<MessageRow> rows, MailboxName mailbox) =>
        rows.Where(row => row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && (row.OwnAddress ?? "") == mailbox.Address && MessageStore.BothDirections.Contains(row.Direction));

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
            MailboxState.Unread => joined.Where(item => item.Marks!.ReadAt == null && item.Marks!.HandledAt == null),
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
