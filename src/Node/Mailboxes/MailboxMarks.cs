using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>What people do with arrived messages: read, take or give, mark as handled. Each says who; the message's timeline tells it.</summary>
internal sealed class MailboxMarks(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>Somebody has read the message; the first reader and time stay.</summary>
    public Task<bool> ReadAsync(Guid message, string by, CancellationToken cancellationToken) => MarkAsync(message, row =>
    {
        if (row.ReadAt is not null)
        {
            return null;
        }

        (row.ReadAt, row.ReadBy) = (clock.GetUtcNow(), by);
        return $"Read by {by}.";
    }, cancellationToken);

    /// <summary>Somebody takes the message or gives it to a person; null takes it from everybody.</summary>
    public Task<bool> AssignAsync(Guid message, string? to, string by, CancellationToken cancellationToken) => MarkAsync(message, row =>
    {
        if (row.Assignee == to)
        {
            return null;
        }

        row.Assignee = to;
        return to is null ? $"Assigned to nobody any more, by {by}." : $"Assigned to {to} by {by}.";
    }, cancellationToken);

    /// <summary>The message is taken care of; the retention time counts from now.</summary>
    public Task<bool> HandledAsync(Guid message, string by, CancellationToken cancellationToken) => MarkAsync(message, row =>
    {
        if (row.HandledAt is not null)
        {
            return null;
        }

        (row.HandledAt, row.HandledBy) = (clock.GetUtcNow(), by);
        return $"Marked as handled by {by}.";
    }, cancellationToken);

    /// <summary>It is not taken care of after all.</summary>
    public Task<bool> ReopenAsync(Guid message, string by, CancellationToken cancellationToken) => MarkAsync(message, row =>
    {
        if (row.HandledAt is null)
        {
            return null;
        }

        (row.HandledAt, row.HandledBy) = (null, null);
        return $"Opened again by {by}.";
    }, cancellationToken);

    // Marks are for arrived messages that are there; null from the change: nothing to write.
    private async Task<bool> MarkAsync(Guid id, Func<MailboxRow, string?> change, CancellationToken cancellationToken)
    {
        await using var db = open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var message = await db.Messages.SingleOrDefaultAsync(row => row.Id == id && row.Direction == Direction.Incoming && row.OwnAddress != null, cancellationToken);
        if (message is null)
        {
            return false;
        }

        var marks = await db.Mailbox.SingleOrDefaultAsync(row => row.MessageId == id, cancellationToken);
        if (marks is null)
        {
            marks = new MailboxRow { MessageId = id };
            db.Mailbox.Add(marks);
        }

        if (change(marks) is { } step)
        {
            db.Add(Events.Step(message, clock, step));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }
}
