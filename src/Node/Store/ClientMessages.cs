using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// The messages as clients and mailboxes see them: by functional address. Whose address is not among the asker's is as if it
/// were not there, in the same query (API-1).
/// </summary>
internal sealed class ClientMessages(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>Messages, newest first, after the one with the internal id <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<MessageRow>> PageAsync(MessageFilter filter, Guid? after, int count, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = Where(db.Messages.AsNoTracking(), filter);
        if (after is { } last)
        {
            rows = rows.Where(row => row.Id.CompareTo(last) < 0);
        }

        // The ids alone come from an index; only the rows of this page are read.
        var ids = await rows.OrderByDescending(row => row.Id).Select(row => row.Id).Take(count).ToListAsync(cancellationToken);
        // One that has been deleted since is no longer shown.
        var found = await db.Messages.AsNoTracking().Where(row => ids.Contains(row.Id) && row.Head != null).ToListAsync(cancellationToken);
        return [.. found.OrderByDescending(row => row.Id.ToString("N"), StringComparer.Ordinal)];
    }

    /// <summary>
    /// The message with this messageId or internal id, or null. Where one participant holds both ends, its messageId means the
    /// sent one; the internal id tells them apart.
    /// </summary>
    public async Task<MessageRow?> FindAsync(MessageFilter seen, Guid id, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = Where(db.Messages.AsNoTracking(), seen);
        var xheId = id.ToString("D");

        // Two questions, each answered by a unique index; one with "or" between them would read the whole mailbox.
        return await rows.Where(row => MessageStore.BothDirections.Contains(row.Direction) && row.XheId == xheId && row.Copy == 0).OrderByDescending(row => row.Direction).FirstOrDefaultAsync(cancellationToken)
            ?? await rows.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>The events of messages, oldest first.</summary>
    public async Task<ILookup<Guid, MessageEventRow>> EventsAsync(IReadOnlyList<MessageRow> messages, CancellationToken cancellationToken)
    {
        var ids = messages.Select(message => message.Id).ToList();
        await using var db = open();
        var events = await db.MessageEvents.AsNoTracking().Where(row => ids.Contains(row.MessageId)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return events.ToLookup(row => row.MessageId);
    }

    /// <summary>Every functional address of a participant that any message has here, those included that the settings no longer have.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(string environment, string participant, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = db.Messages.AsNoTracking().Where(row => row.Environment == environment && row.Participant == participant && row.OwnAddress != null);
        var found = new List<string>();

        // From one address to the next along the index: as many steps as there are addresses, not messages.
        var next = await rows.MinAsync(row => row.OwnAddress, cancellationToken);
        while (next is not null)
        {
            found.Add(next);
            var last = next;
#pragma warning disable CA1309 // The database compares, by its own order, which is that of MinAsync too.
            next = await rows.Where(row => string.Compare(row.OwnAddress, last) > 0).MinAsync(row => row.OwnAddress, cancellationToken);
#pragma warning restore CA1309
        }

        return found;
    }

    /// <summary>
    /// Takes a message out of sight: its content is no longer named and can be removed, the row remains against duplicates and
    /// late receipts. Null when it is not in a final status (API-0.3); otherwise the contents to remove.
    /// </summary>
    public async Task<IReadOnlyList<Guid>?> DeleteAsync(Guid message, string by, CancellationToken cancellationToken)
    {
        List<Guid> contents = [];
        return await StoreTransaction.RunAsync(open, async db =>
        {
            var row = await db.Messages.SingleAsync(row => row.Id == message, cancellationToken);
            if (!row.Status.IsFinal())
            {
                return false;
            }

            contents = [.. new[] { row.Payload, row.Sealed }.OfType<Guid>()];
            row.DeletedAt ??= clock.GetUtcNow();
            await db.Contents.Where(content => contents.Contains(content.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.MailboxNotes.Where(note => note.MessageId == row.Id).ExecuteDeleteAsync(cancellationToken);
            (row.OwnAddress, row.OtherAddress, row.Head, row.Payload, row.Sealed) = (null, null, null, null, null);
            db.Add(Events.Step(row, clock, $"Deleted by {by}."));
            return true;
        }, cancellationToken) ? contents : null;
    }

    private static IQueryable<MessageRow> Where(IQueryable<MessageRow> rows, MessageFilter filter)
    {
        rows = rows.Where(row => row.Environment == filter.Environment && row.Participant == filter.Participant);
        rows = filter.OwnAddresses is [var only] ? rows.Where(row => row.OwnAddress == only) : rows.Where(row => filter.OwnAddresses.Contains(row.OwnAddress));
        rows = filter switch
        {
            { Statuses: [var status], Marks: [] } => rows.Where(row => row.Status == status),
            { Statuses: [], Marks: [] } => rows,

            // Only failed messages have a mark, and there are few of them.
            { Statuses: [] } => rows.Where(row => row.Status == MessageStatus.MessageExchangeError && filter.Marks.Contains(row.Mark)),
            _ => rows.Where(row => filter.Statuses.Contains(row.Status) || filter.Marks.Contains(row.Mark)),
        };
        if (filter.Recipients.Count > 0)
        {
            rows = rows.Where(row => filter.Recipients.Contains(row.FunctionalAddress));
        }

        if (filter.Senders.Count > 0)
        {
            rows = rows.Where(row => filter.Senders.Contains(row.Direction == Direction.Outgoing ? row.OwnAddress : row.OtherAddress));
        }

        if (filter.WrittenFrom is { } from)
        {
            rows = rows.Where(row => row.WrittenAt >= from);
        }

        if (filter.WrittenTo is { } to)
        {
            rows = rows.Where(row => row.WrittenAt <= to);
        }

        if (filter.ConversationId is { } conversation)
        {
            rows = rows.Where(row => row.ConversationId == conversation);
        }

        return filter.RefToMessageId is { } reference ? rows.Where(row => row.RefToMessageId == reference) : rows;
    }
}
