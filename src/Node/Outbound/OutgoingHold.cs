using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Outbound;

/// <summary>
/// Whether outgoing messages and message receipts wait until an administrator releases them. The store says so, to all of its
/// nodes: while the fact stands no node claims work to send (<see cref="WorkStore"/>); everything else goes on.
/// </summary>
internal sealed partial class OutgoingHold(Func<NodeDb> open, AlarmList alarms, TimeProvider clock, ILogger<OutgoingHold> logger)
{
    private const string Subject = "outgoing messages";
    private const string Remedy = "See what waits with \"sdknode messages\"; then: sdknode outgoing release.";

    /// <summary>Since when and why they wait; null when they do not.</summary>
    public async Task<FactRow?> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Facts.AsNoTracking().SingleOrDefaultAsync(row => row.Name == FactRow.OutgoingHold, cancellationToken);
    }

    /// <summary>How many messages and message receipts wait to be sent.</summary>
    public async Task<int> CountWaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Work.CountAsync(row => row.Kind == WorkKind.Send && row.DeadAt == null, cancellationToken);
    }

    /// <summary>Nothing more is sent from now on; what is being sent this instant goes on. False when they were on hold already: the earlier reason stays.</summary>
    public async Task<bool> HoldAsync(string reason, CancellationToken cancellationToken)
    {
        var isNew = await StoreTransaction.RunAsync(open, async db =>
        {
            var held = await db.Facts.AnyAsync(row => row.Name == FactRow.OutgoingHold, cancellationToken);
            if (!held)
            {
                db.Facts.Add(new FactRow { Name = FactRow.OutgoingHold, Value = reason, ChangedAt = clock.GetUtcNow() });
            }

            return !held;
        }, cancellationToken);
        if (isNew)
        {
            LogHeld(logger, reason);
        }

        await WatchAsync(CancellationToken.None);
        return isNew;
    }

    /// <summary>They are sent again; false when they were not on hold.</summary>
    public async Task<bool> ReleaseAsync(string by, CancellationToken cancellationToken)
    {
        await using var db = open();
        var released = await db.Facts.Where(row => row.Name == FactRow.OutgoingHold).ExecuteDeleteAsync(cancellationToken) > 0;
        if (released)
        {
            LogReleased(logger, by);
        }

        await alarms.ClearAsync(AlarmKinds.OutgoingHeld, AlarmList.AllEnvironments, Subject, CancellationToken.None);
        return released;
    }

    /// <summary>Sees to it that the alarm stands as long as the hold does, after a restore too, and when somebody has closed it by hand.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } held || (await alarms.OpenAsync(cancellationToken)).Any(row => row.Kind == AlarmKinds.OutgoingHeld))
        {
            return;
        }

        await alarms.RaiseAsync(AlarmKinds.OutgoingHeld, AlarmList.AllEnvironments, Subject, $"Nothing is sent since {held.ChangedAt:yyyy-MM-dd HH:mm}Z: {held.Value}", Remedy, cancellationToken);
        if (await FindAsync(cancellationToken) is null)
        {
            // Released between the two, and no alarm was found to close yet.
            await alarms.ClearAsync(AlarmKinds.OutgoingHeld, AlarmList.AllEnvironments, Subject, cancellationToken);
        }
    }

    [LoggerMessage(1711, LogLevel.Warning, "Outgoing messages are on hold: {Reason}")]
    private static partial void LogHeld(ILogger logger, string reason);

    [LoggerMessage(1712, LogLevel.Information, "Outgoing messages are released by {By}.")]
    private static partial void LogReleased(ILogger logger, string by);
}
