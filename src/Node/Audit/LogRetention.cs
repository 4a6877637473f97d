using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>Drops the logs' oldest segments with their entries when all of a segment has been kept for long enough; what is not sealed stays (AP-5).</summary>
internal sealed class LogRetention(NodeSetup setup, Func<NodeDb> open, LogSealKey key, TimeProvider clock)
{
    /// <summary>Drops what is due; gives how many segments.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var seals = await key.OpenAsync(cancellationToken);
        List<LogChainRow> chains;
        await using (var db = open())
        {
            chains = await db.LogChains.AsNoTracking().ToListAsync(cancellationToken);
        }

        var count = 0;
        foreach (var chain in chains)
        {
            while (await DropAsync(seals, chain, Before(chain.Environment), cancellationToken))
            {
                count++;
            }
        }

        return count;
    }

    // Whole days. What belongs to no environment of the settings is kept for as long as any environment asks.
    private DateTimeOffset Before(string environment)
    {
        var days = setup.Environments.FirstOrDefault(one => one.Name == environment)?.Options.Retention.EventLogDays ?? setup.Environments.Max(one => one.Options.Retention.EventLogDays);
        return new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(-days);
    }

    private Task<bool> DropAsync(LogSeals seals, LogChainRow of, DateTimeOffset before, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        var chain = await db.LogChains.SingleAsync(row => row.Log == of.Log && row.Environment == of.Environment && row.Participant == of.Participant, cancellationToken);

        // A chain that was tampered with is evidence: nothing of it is dropped, and no new seal makes it look whole.
        var segment = await db.LogSegments.SingleOrDefaultAsync(row => row.Log == of.Log && row.Environment == of.Environment && row.Participant == of.Participant && row.Number == chain.Oldest, cancellationToken);
        if (segment is null || segment.NewestAt >= before || !seals.Of(chain).AsSpan().SequenceEqual(chain.Mac) || !seals.Of(LogSeals.Digest(segment)).AsSpan().SequenceEqual(segment.Mac))
        {
            return false;
        }

        _ = of.Log == LogNames.Event ? await DeleteAsync<EventLogRow>(db, segment, cancellationToken) : await DeleteAsync<SecurityLogRow>(db, segment, cancellationToken);
        db.Remove(segment);
        chain.Oldest++;
        chain.Mac = seals.Of(chain);
        return true;
    }, cancellationToken);

    private static Task<int> DeleteAsync<T>(NodeDb db, LogSegmentRow segment, CancellationToken cancellationToken)
        where T : LogEntry => db.Set<T>().Where(row => row.Environment == segment.Environment && row.Participant == segment.Participant && row.Segment == segment.Number).ExecuteDeleteAsync(cancellationToken);
}
