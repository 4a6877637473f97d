using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>What people do with arrived messages: read, take or give, mark as handled. Each says who; the message's timeline tells it.</summary>
internal sealed class MailboxMarks(Func<NodeDb> open, MailboxTexts texts, TimeProvider clock)
{
    /// <summary>Somebody has read the message; the first reader and time stay.</summary>
    public Task<bool> ReadAsync(Guid message, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, marks => marks.ReadAt is null ? Read(marks) : null, cancellationToken);

        string Read(MailboxRow marks)
        {
            (marks.ReadAt, marks.ReadBy) = (clock.GetUtcNow(), by);
            return $"Read by {by}.";
        }
    }

    /// <summary>Somebody takes the message or gives it to a person; null takes it from everybody.</summary>
    public Task<bool> AssignAsync(Guid message, string? to, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, marks => marks.Assignee != to ? Assign(marks) : null, cancellationToken);

        string Assign(MailboxRow marks)
        {
            marks.Assignee = to;
            return to is null ? $"Assigned to nobody any more, by {by}." : to == by ? $"Taken by {by}." : $"Assigned to {to} by {by}.";
        }
    }

    /// <summary>The message is taken care of; the retention time counts from now.</summary>
    public Task<bool> HandledAsync(Guid message, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, marks => marks.HandledAt is null ? Handle(marks) : null, cancellationToken);

        string Handle(MailboxRow marks)
        {
            (marks.HandledAt, marks.HandledBy) = (clock.GetUtcNow(), by);
            return $"Marked as handled by {by}.";
        }
    }

    /// <summary>It is not taken care of after all.</summary>
    public Task<bool> ReopenAsync(Guid message, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, marks => marks.HandledAt is not null ? Reopen(marks) : null, cancellationToken);

        string Reopen(MailboxRow marks)
        {
            (marks.HandledAt, marks.HandledBy) = (null, null);
            return $"Opened again by {by}.";
        }
    }

    /// <summary>The message is registered under a number, and so taken care of.</summary>
    public Task<bool> RegisteredAsync(Guid message, string diaryNumber, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, Register, cancellationToken);

        // The number is content: the timeline only says that there is one.
        string Register(MailboxRow marks)
        {
            marks.DiaryNumber = texts.Seal(message, diaryNumber);
            (marks.HandledAt, marks.HandledBy) = (marks.HandledAt ?? clock.GetUtcNow(), marks.HandledBy ?? by);
            return $"Registered by {by}.";
        }
    }

    /// <summary>The message was taken over into the archive or the case system by hand.</summary>
    public Task<bool> HandedOverAsync(Guid message, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, HandOver, cancellationToken);

        string HandOver(MailboxRow marks)
        {
            (marks.HandedOverAt, marks.HandedOverBy) = (clock.GetUtcNow(), by);
            return $"Handed over by {by}.";
        }
    }

    // Marks are for arrived messages that are there; null from the change: nothing to write.
    private async Task<bool> MarkAsync(Guid id, Func<MailboxRow, string?> change, CancellationToken cancellationToken)
    {
        var isThere = false;
        await StoreTransaction.RunAsync(open, async db =>
        {
            isThere = await db.Messages.AnyAsync(row => row.Id == id && row.Direction == Direction.Incoming && row.OwnAddress != null, cancellationToken);
            if (!isThere)
            {
                return false;
            }

            var marks = await db.Mailbox.SingleOrDefaultAsync(row => row.MessageId == id, cancellationToken);
            if (marks is null)
            {
                marks = new MailboxRow { MessageId = id };
                db.Mailbox.Add(marks);
            }

            if (change(marks) is not { } step)
            {
                return false;
            }

            db.Add(new MessageEventRow { MessageId = id, At = clock.GetUtcNow(), Code = Events.MailboxCode, Detail = step });
            return true;
        }, cancellationToken);
        return isThere;
    }
}
