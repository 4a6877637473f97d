using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>
/// Removes the content of handled messages whose retention time is over, where a functional address has one. What is not handled,
/// or not in a final status, is never touched.
/// </summary>
internal sealed class Retention(NodeSetup setup, Func<NodeDb> open, ClientMessages messages, ContentStore content, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>Removes what is due and says how many messages that were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var environment in setup.Environments)
        {
            count += await RemoveAsync(
                before: clock.GetUtcNow() - TimeSpan.FromDays(environment.Options.RejectedDays), $"{environment.Options.RejectedDays} days after its end", (db, before) => Refused(db, environment.Name, before), cancellationToken);
            foreach (var participant in environment.Participants)
            {
                foreach (var mailbox in participant.Mailboxes.Where(mailbox => mailbox.RetentionDays is not null))
                {
                    count += await RunAsync(new MailboxName(environment.Name, participant.Id.Value, mailbox.Address), mailbox.RetentionDays!.Value, cancellationToken);
                }
            }
        }

        return count;
    }

    private Task<int> RunAsync(MailboxName mailbox, int days, CancellationToken cancellationToken) =>
        RemoveAsync(clock.GetUtcNow() - TimeSpan.FromDays(days), $"the retention time of {days} days", (db, before) => Handled(db, mailbox, before), cancellationToken);

    private async Task<int> RemoveAsync(DateTimeOffset before, string by, Func<NodeDb, DateTimeOffset, IQueryable<MessageRow>> due, CancellationToken cancellationToken)
    {
        var count = 0;
        while (await DueAsync(before, due, cancellationToken) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                foreach (var removed in await messages.DeleteAsync(id, by, cancellationToken) ?? [])
                {
                    content.Delete(removed);
                }

                count++;
            }
        }

        return count;
    }

    private async Task<List<Guid>> DueAsync(DateTimeOffset before, Func<NodeDb, DateTimeOffset, IQueryable<MessageRow>> due, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await due(db, before).OrderBy(row => row.Id).Select(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
    }

    // Rejected, quarantined or never opened: nobody ever gets them, so nobody can mark them as handled.
    private static IQueryable<MessageRow> Refused(NodeDb db, string environment, DateTimeOffset before) => db.Messages.Where(row =>
        row.Environment == environment && row.Direction == Direction.Incoming && row.Kind == MessageKind.Message && row.OwnAddress == null
        && row.Mark != MessageMark.None && row.FinalAt < before && (row.Payload != null || row.Sealed != null));

    private static IQueryable<MessageRow> Handled(NodeDb db, MailboxName mailbox, DateTimeOffset before) => db.Messages
        .Where(row => row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && row.OwnAddress == mailbox.Address && row.Direction == Direction.Incoming
            && (row.Status == MessageStatus.New || row.Status == MessageStatus.MessageExchangeError))
        .Where(row => db.Mailbox.Any(marks => marks.MessageId == row.Id && marks.HandledAt < before));
}
