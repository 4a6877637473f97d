using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store;

namespace SdkNode.Node.Jobs;

/// <summary>
/// Jobs that one node at a time does for all. A job has a lease on the database's clock, renewed while it runs: a node that dies in
/// the middle leaves one that runs out, and the next does the job anew.
/// </summary>
internal sealed partial class JobLeases(Func<NodeDb> open, TimeProvider clock, Guid node, ILogger<JobLeases> logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    /// <summary>Does a job, unless another node does it or it was done a short time ago. False when it was not done.</summary>
    /// <param name="name">The job.</param>
    /// <param name="every">How long it rests after it was done, by whichever node.</param>
    /// <param name="job">Does it; it is cancelled when the lease is lost.</param>
    /// <param name="cancellationToken">Cancels the job.</param>
    public async Task<bool> TryRunAsync(string name, TimeSpan every, Func<CancellationToken, Task> job, CancellationToken cancellationToken)
    {
        var owner = $"{node:N}#{Guid.NewGuid():N}";
        if (!await TakeAsync(name, owner, every, cancellationToken))
        {
            return false;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var over = new CancellationTokenSource();
        var renewing = RenewAsync(name, owner, held, over.Token);
        var isDone = false;
        try
        {
            await job(held.Token);
            isDone = true;
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogLost(logger, name);
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
            await GiveBackAsync(name, owner, isDone);
        }

        return isDone;
    }

    private async Task<bool> TakeAsync(string name, string owner, TimeSpan every, CancellationToken cancellationToken)
    {
        // A time of the future is no reason to rest: a clock has been set back.
        const string Take =
            """
            UPDATE "Jobs" SET "LeaseOwner" = {1}, "LeaseUntil" = @clock + {2}
            WHERE "Name" = {0} AND "LeaseUntil" <= @clock AND ("LastRunAt" IS NULL OR "LastRunAt" <= @clock - {3} OR "LastRunAt" > @clock)
            """;
        await using var db = open();
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "Jobs" ("Name", "LeaseUntil") VALUES ({0}, 0) ON CONFLICT ("Name") DO NOTHING""", [name], cancellationToken);
        return await LeaseSql.ExecuteAsync(db, clock, Take, [name, owner, Lease.Ticks, every.Ticks], cancellationToken) > 0;
    }

    private async Task RenewAsync(string name, string owner, CancellationTokenSource held, CancellationToken over)
    {
        try
        {
            do
            {
                await Task.Delay(Lease / 3, clock, over);
            }
            while (await RenewAsync(name, owner, over));
        }
        catch (OperationCanceledException)
        {
            // The job is over.
            return;
        }
        catch (Exception e)
        {
            LogStore(logger, name, e);
        }

        // Without its lease it must not go on: another node begins.
        await held.CancelAsync();
    }

    private async Task<bool> RenewAsync(string name, string owner, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await LeaseSql.ExecuteAsync(
            db, clock, """UPDATE "Jobs" SET "LeaseUntil" = @clock + {2} WHERE "Name" = {0} AND "LeaseOwner" = {1}""", [name, owner, Lease.Ticks], cancellationToken) > 0;
    }

    private async Task GiveBackAsync(string name, string owner, bool isDone)
    {
        var done = isDone ? ", \"LastRunAt\" = @clock" : "";
        try
        {
            await using var db = open();
            await LeaseSql.ExecuteAsync(
                db, clock, $$"""UPDATE "Jobs" SET "LeaseOwner" = NULL, "LeaseUntil" = 0{{done}} WHERE "Name" = {0} AND "LeaseOwner" = {1}""", [name, owner], CancellationToken.None);
        }
        catch (Exception e)
        {
            // The lease runs out.
            LogStore(logger, name, e);
        }
    }

    [LoggerMessage(1131, LogLevel.Error, "The store could not be asked for the lease of the job {Job}; whoever has the next turn does it.")]
    private static partial void LogStore(ILogger logger, string job, Exception exception);

    [LoggerMessage(1132, LogLevel.Warning, "The job {Job} was broken off: its lease was lost, and whoever has the next turn does it.")]
    private static partial void LogLost(ILogger logger, string job);
}
