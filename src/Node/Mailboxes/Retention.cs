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

    private async Task<int> RunAsync(MailboxName mailbox, int days, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(days);
        var count = 0;
        while (await DueAsync(mailbox, before, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var id in due)
            {
                foreach (var removed in await messages.DeleteAsync(id, $"the retention time of {days} days", cancellationToken) ?? [])
                {
                    content.Delete(removed);
                }

                count++;
            }
        }

        return count;
    }

    private async Task<List<Guid>> DueAsync(MailboxName mailbox, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages
            .Where(row => row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && row.OwnAddress == mailbox.Address && row.Direction == Direction.Incoming
                && (row.Status == MessageStatus.New || row.Status == MessageStatus.MessageExchangeError))
            .Where(row => db.Mailbox.Any(marks => marks.MessageId == row.Id && marks.HandledAt < before))
            .OrderBy(row => row.Id).Select(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
    }
}
