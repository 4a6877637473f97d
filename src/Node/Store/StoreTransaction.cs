using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Telemetry;

namespace SdkNode.Node.Store;

/// <summary>One unit of work that reads rows and changes them by what it read, all or nothing.</summary>
internal static class StoreTransaction
{
    private const int MostTries = 8;

    /// <summary>
    /// Runs <paramref name="unit"/> and commits when it gives true; it changes nothing when it gives false. Where another unit
    /// changed the same rows meanwhile, or the connection was lost before the commit, it runs again from the start, on a new context: what it closes over it must set, not add to.
    /// </summary>
    public static async Task<bool> RunAsync(Func<NodeDb> open, Func<NodeDb, Task<bool>> unit, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            await using var db = open();
            var committing = false;
            try
            {
                using var turn = await db.EnterAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(db.Isolation, cancellationToken);
                if (!await unit(db))
                {
                    return false;
                }

                // All or nothing needs no savepoint: for each, SQLite would keep a copy of every page that is changed.
                db.Database.AutoSavepointsEnabled = false;

                // Looked for once, not by each who asks what has changed.
                db.ChangeTracker.DetectChanges();
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                var contents = db.Waiting?.AddNamed(db) ?? [];
                using var made = db.New?.MadeBy(db);
                var events = NodeMeter.EventsOf(db);
                await db.SaveChangesAsync(cancellationToken);
                committing = true;
                await transaction.CommitAsync(cancellationToken);
                foreach (var content in contents)
                {
                    db.Waiting!.Committed(content);
                }

                made?.Committed();
                NodeMeter.Logged(events);
                return true;
            }
            catch (Exception e) when (tries < MostTries && db.MayRunAgain(e, tries, committing))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 * tries)), cancellationToken);
            }
        }
    }
}
