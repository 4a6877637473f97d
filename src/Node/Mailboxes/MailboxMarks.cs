using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>What became of a mark that somebody set on what a page had shown.</summary>
internal enum MarkOutcome
{
    /// <summary>It is set.</summary>
    Done,

    /// <summary>The message is not in a mailbox any more.</summary>
    Gone,

    /// <summary>A colleague was first: what the page had shown is no longer so, and stays as the colleague left it.</summary>
    Changed,
}

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
        return MarkAsync(message, marks => marks.Assignee != to ? Assign(marks, to, by) : null, cancellationToken);
    }

    /// <summary>As <see cref="AssignAsync"/>, where the message is still with whom the page showed.</summary>
    public Task<MarkOutcome> ReassignAsync(Guid message, string? to, string? seen, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, marks => marks.Assignee == seen || marks.Assignee == to, marks => marks.Assignee != to ? Assign(marks, to, by) : null, cancellationToken);
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
    public Task<bool> ReopenAsync(Guid message, string by, CancellationToken cancellationToken) =>
        MarkAsync(message, marks => marks.HandledAt is not null ? Reopen(marks, by) : null, cancellationToken);

    /// <summary>The same, where the message is still registered as the page showed (<see cref="RegistrationOf"/>).</summary>
    public Task<MarkOutcome> ReopenAsync(Guid message, string seen, string by, CancellationToken cancellationToken) =>
        MarkAsync(message, marks => RegistrationOf(marks) == seen || marks.HandledAt is null, marks => marks.HandledAt is not null ? Reopen(marks, by) : null, cancellationToken);

    /// <summary>The message is registered under a number, and so taken care of, where it is still registered as the page showed (<see cref="RegistrationOf"/>), or under that number already.</summary>
    public Task<MarkOutcome> RegisteredAsync(Guid message, string diaryNumber, string seen, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, marks => RegistrationOf(marks) == seen || IsSo(marks), marks => IsSo(marks) ? null : Register(marks), cancellationToken);

        // A second click.
        bool IsSo(MailboxRow marks) => marks.HandledAt is not null && NumberOf(marks) == diaryNumber;

        // The number is content: the timeline only says that there is one.
        string Register(MailboxRow marks)
        {
            marks.DiaryNumber = texts.Seal(message, diaryNumber);
            (marks.HandledAt, marks.HandledBy) = (marks.HandledAt ?? clock.GetUtcNow(), marks.HandledBy ?? by);
            return $"Registered by {by}.";
        }
    }

    /// <summary>The message was taken over into the archive or the case system by hand.</summary>
    public Task<MarkOutcome> HandedOverAsync(Guid message, string by, CancellationToken cancellationToken)
    {
        return MarkAsync(message, static _ => true, HandOver, cancellationToken);

        string HandOver(MailboxRow marks)
        {
            (marks.HandedOverAt, marks.HandedOverBy) = (clock.GetUtcNow(), by);
            return $"Handed over by {by}.";
        }
    }

    /// <summary>The number under which a message is registered; null where it has none or it is damaged.</summary>
    public string? NumberOf(MailboxRow? marks) => marks?.DiaryNumber is { } number ? texts.Open(marks.MessageId, number) : null;

    /// <summary>How a message is registered, for a form to bring back: empty where it is not.</summary>
    public string RegistrationOf(MailboxRow? marks) => marks is null or { HandledAt: null, DiaryNumber: null }
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{marks.HandledAt?.UtcTicks}:{NumberOf(marks)}");

    private static string Reopen(MailboxRow marks, string by)
    {
        (marks.HandledAt, marks.HandledBy) = (null, null);
        return $"Opened again by {by}.";
    }

    private static string Assign(MailboxRow marks, string? to, string by)
    {
        marks.Assignee = to;
        return to is null ? $"Assigned to nobody any more, by {by}." : to == by ? $"Taken by {by}." : $"Assigned to {to} by {by}.";
    }

    private async Task<bool> MarkAsync(Guid id, Func<MailboxRow, string?> change, CancellationToken cancellationToken) =>
        await MarkAsync(id, static _ => true, change, cancellationToken) == MarkOutcome.Done;

    // Marks are for arrived messages that are there; null from the change: nothing to write.
    private async Task<MarkOutcome> MarkAsync(Guid id, Func<MailboxRow, bool> isAsSeen, Func<MailboxRow, string?> change, CancellationToken cancellationToken)
    {
        var outcome = MarkOutcome.Gone;
        await StoreTransaction.RunAsync(open, async db =>
        {
            outcome = await db.Messages.AnyAsync(row => row.Id == id && row.Direction == Direction.Incoming && row.OwnAddress != null, cancellationToken) ? MarkOutcome.Done : MarkOutcome.Gone;
            if (outcome == MarkOutcome.Gone)
            {
                return false;
            }

            var marks = await db.Mailbox.SingleOrDefaultAsync(row => row.MessageId == id, cancellationToken);
            if (marks is null)
            {
                marks = new MailboxRow { MessageId = id };
                db.Mailbox.Add(marks);
            }

            if (!isAsSeen(marks))
            {
                outcome = MarkOutcome.Changed;
                return false;
            }

            if (change(marks) is not { } step)
            {
                return false;
            }

            db.Add(new MessageEventRow { MessageId = id, At = clock.GetUtcNow(), Code = Events.MailboxCode, Detail = step });
            return true;
        }, cancellationToken);
        return outcome;
    }
}
