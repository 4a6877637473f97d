using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Store;

/// <summary>Removes rows for good, a few hundred in a transaction. What to remove, its caller has decided; what has work it never touches.</summary>
internal sealed class OldRecords(Func<NodeDb> open, ContentStore content)
{
    private const int LogBatch = 500;

    /// <summary>Removes the sealed envelopes of messages whose content stays; gives how many.</summary>
    public async Task<int> DropSealedAsync(IReadOnlyList<Guid> messages, CancellationToken cancellationToken)
    {
        List<Guid> removed = [];
        await StoreTransaction.RunAsync(open, async db =>
        {
            var rows = await db.Messages.Where(row => messages.Contains(row.Id) && row.Sealed != null && !db.Work.Any(work => work.MessageId == row.Id)).ToListAsync(cancellationToken);
            removed = rows.ConvertAll(row => row.Sealed!.Value);
            await db.Contents.Where(small => removed.Contains(small.Id)).ExecuteDeleteAsync(cancellationToken);
            rows.ForEach(row => row.Sealed = null);
            return removed.Count > 0;
        }, cancellationToken);
        removed.ForEach(content.Delete);
        return removed.Count;
    }

    /// <summary>Removes messages with their tries, timelines, marks and whatever content they still have; gives how many.</summary>
    public async Task<int> ForgetAsync(IReadOnlyList<Guid> messages, CancellationToken cancellationToken)
    {
        List<Guid> contents = [];
        var count = 0;
        await StoreTransaction.RunAsync(open, async db =>
        {
            var rows = await db.Messages.AsNoTracking().Where(row => messages.Contains(row.Id) && !db.Work.Any(work => work.MessageId == row.Id))
                .Select(row => new { row.Id, row.Payload, row.Sealed }).ToListAsync(cancellationToken);
            var ids = rows.ConvertAll(row => row.Id);
            contents = [.. rows.SelectMany(row => new[] { row.Payload, row.Sealed }).OfType<Guid>()];
            await db.Contents.Where(small => contents.Contains(small.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.Tries.Where(row => ids.Contains(row.MessageId)).ExecuteDeleteAsync(cancellationToken);
            await db.MessageEvents.Where(row => ids.Contains(row.MessageId)).ExecuteDeleteAsync(cancellationToken);
            await db.Mailbox.Where(row => ids.Contains(row.MessageId)).ExecuteDeleteAsync(cancellationToken);
            count = await db.Messages.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
            return count > 0;
        }, cancellationToken);
        contents.ForEach(content.Delete);
        return count;
    }

    /// <summary>Removes the event log of an environment before a time, participant by participant as its index has it.</summary>
    public async Task<int> ForgetEventsAsync(string environment, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var participant = await NextAsync(environment, null, cancellationToken); participant is not null; participant = await NextAsync(environment, participant, cancellationToken))
        {
            var owner = participant;
            var batch = 0;
            do
            {
                await StoreTransaction.RunAsync(open, async db =>
                {
                    var ids = await db.EventLog.Where(row => row.Environment == environment && row.Participant == owner && row.At < before)
                        .OrderBy(row => row.At).Select(row => row.Id).Take(LogBatch).ToListAsync(cancellationToken);
                    batch = await db.EventLog.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
                    return batch > 0;
                }, cancellationToken);
                count += batch;
            }
            while (batch == LogBatch);
        }

        return count;
    }

    private async Task<string?> NextAsync(string environment, string? after, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = db.EventLog.AsNoTracking().Where(row => row.Environment == environment);
#pragma warning disable CA1309 // The database compares, by its own order, which is that of MinAsync too.
        return await (after is null ? rows : rows.Where(row => string.Compare(row.Participant, after) > 0)).MinAsync(row => row.Participant, cancellationToken);
#pragma warning restore CA1309
    }
}
