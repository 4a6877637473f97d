using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>
/// Which messages have been kept for long enough. Each rule takes from what is finished: in a final status, and with no work left,
/// which a dead letter is too.
/// </summary>
internal static class RetentionRules
{
    /// <summary>Rejected, quarantined or never opened: nobody ever gets them, so nobody can mark them as handled.</summary>
    public static IQueryable<MessageRow> Refused(NodeDb db, string environment, DateTimeOffset before) => Finished(db, environment, before).Where(row =>
        row.Direction == Direction.Incoming && row.OwnAddress == null && (row.Payload != null || row.Sealed != null)
        && (row.Mark == MessageMark.Rejected || (row.Mark == MessageMark.Error && row.Payload == null)));

    /// <summary>Handled messages of one mailbox, counted from the handling.</summary>
    public static IQueryable<MessageRow> Handled(NodeDb db, MailboxName mailbox, DateTimeOffset before) => Arrived(db, mailbox.Environment)
        .Where(row => row.Participant == mailbox.Participant && row.OwnAddress == mailbox.Address && db.Mailbox.Any(marks => marks.MessageId == row.Id && marks.HandledAt < before));

    /// <summary>Handled messages of all mailboxes but those that have a time of their own.</summary>
    public static IQueryable<MessageRow> Handled(NodeDb db, string environment, IReadOnlyList<MailboxName> others, DateTimeOffset before)
    {
        var rows = Arrived(db, environment).Where(row => row.OwnAddress != null && db.Mailbox.Any(marks => marks.MessageId == row.Id && marks.HandledAt < before));
        foreach (var (participant, addresses) in others.GroupBy(mailbox => mailbox.Participant).Select(group => (group.Key, group.Select(mailbox => mailbox.Address).ToList())))
        {
            rows = rows.Where(row => row.Participant != participant || !addresses.Contains(row.OwnAddress!));
        }

        return rows;
    }

    /// <summary>Arrived messages that nobody has marked as handled, other document types too; those with malicious content have a rule of their own.</summary>
    public static IQueryable<MessageRow> Unhandled(NodeDb db, string environment, DateTimeOffset before) => Finished(db, environment, before).Where(row =>
        row.Direction == Direction.Incoming && row.Payload != null && !row.Quarantined && row.Mark != MessageMark.Rejected
        && !db.Mailbox.Any(marks => marks.MessageId == row.Id && marks.HandledAt != null));

    /// <summary>Sent messages, whatever their end.</summary>
    public static IQueryable<MessageRow> Sent(NodeDb db, string environment, DateTimeOffset before) =>
        Finished(db, environment, before).Where(row => row.Direction == Direction.Outgoing && (row.Payload != null || row.Sealed != null));

    /// <summary>Sealed envelopes that are needed no more: what was in them is here beside them.</summary>
    public static IQueryable<MessageRow> Sealed(NodeDb db, string environment, DateTimeOffset before) => Finished(db, environment, before).Where(row =>
        row.Sealed != null && row.Payload != null && (row.Direction == Direction.Outgoing || (!row.Quarantined && row.Mark != MessageMark.Rejected)));

    /// <summary>Messages that nothing but their row is left of.</summary>
    public static IQueryable<MessageRow> Bare(NodeDb db, string environment, DateTimeOffset before) =>
        Finished(db, environment, before).Where(row => row.Payload == null && row.Sealed == null);

    /// <summary>Message receipts, in and out. One that was delivered has no final status to count from, but all have the time that they were made.</summary>
    public static IQueryable<MessageRow> Receipts(NodeDb db, string environment, DateTimeOffset before)
    {
        // Ids begin with the time, and are the key of the table: what is newer is not even looked at.
        var newest = Guid.CreateVersion7(before);
        return db.Messages.Where(row => row.Id.CompareTo(newest) < 0 && row.Environment == environment && row.Kind == MessageKind.MessageReceipt && row.CreatedAt < before
            && !db.Work.Any(work => work.MessageId == row.Id));
    }

    private static IQueryable<MessageRow> Arrived(NodeDb db, string environment) => db.Messages.Where(row =>
        row.Environment == environment && row.Direction == Direction.Incoming && (row.Status == MessageStatus.New || row.Status == MessageStatus.MessageExchangeError)
        && !db.Work.Any(work => work.MessageId == row.Id));

    // FinalAt is set with a final status and with no other (Events.Move).
    private static IQueryable<MessageRow> Finished(NodeDb db, string environment, DateTimeOffset before) => db.Messages.Where(row =>
        row.Environment == environment && row.Kind == MessageKind.Message && row.FinalAt < before && !db.Work.Any(work => work.MessageId == row.Id));
}
