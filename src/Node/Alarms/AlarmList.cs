using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Alarms;

/// <summary>
/// What an admin should look at: one open alarm for each kind and subject, counted up while its cause lasts, closed when the
/// cause is gone.
/// </summary>
internal sealed partial class AlarmList(Func<NodeDb> open, TimeProvider clock, ILogger<AlarmList> logger)
{
    /// <summary>The environment of what concerns the node as a whole.</summary>
    public const string AllEnvironments = "all";

    /// <summary>Raises an alarm, or counts it up where it is open already.</summary>
    /// <param name="kind">One of <see cref="AlarmKinds"/>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="detail">What happened; never content.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task RaiseAsync(string kind, string environment, string subject, string detail, string remedy, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = open();
        var again = await Open(db, kind, environment, subject).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Count, row => row.Count + 1).SetProperty(row => row.LastAt, now).SetProperty(row => row.Detail, detail).SetProperty(row => row.Remedy, remedy),
            cancellationToken);
        if (again > 0)
        {
            return;
        }

        LogRaised(logger, kind, environment, subject, detail, remedy);
        db.Alarms.Add(new AlarmRow
        {
            Kind = kind,
            Environment = environment,
            Subject = subject,
            Detail = detail,
            Remedy = remedy,
            RaisedAt = now,
            LastAt = now,
            Count = 1,
            ClosedAt = DateTimeOffset.MaxValue,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            // Raised by somebody else at the same instant: one is enough.
        }
    }

    /// <summary>Closes the alarm of a subject, if it is open: its cause is gone.</summary>
    public async Task ClearAsync(string kind, string environment, string subject, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = open();
        if (await Open(db, kind, environment, subject).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, now), cancellationToken) > 0)
        {
            LogCleared(logger, kind, environment, subject);
        }
    }

    /// <summary>Closes all alarms of a kind: each is raised again if its cause is still there.</summary>
    public async Task ClearAllAsync(string kind, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = open();
        await db.Alarms.Where(row => row.Kind == kind && row.ClosedAt == DateTimeOffset.MaxValue).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, now), cancellationToken);
    }

    /// <summary>Closes the alarm of a subject, if it is open, with whatever else the unit of work changes.</summary>
    public static void Close(NodeDb db, string kind, string environment, string subject, DateTimeOffset now)
    {
        foreach (var alarm in StoreQueries.Of(db).OpenAlarms(db, kind, environment, subject))
        {
            alarm.ClosedAt = now;
        }
    }

    /// <summary>Closes an alarm by its number; false when no open alarm has it.</summary>
    public async Task<bool> CloseAsync(long id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = open();
        return await db.Alarms.Where(row => row.Id == id && row.ClosedAt == DateTimeOffset.MaxValue).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, now), cancellationToken) > 0;
    }

    /// <summary>The open alarms, oldest first.</summary>
    public async Task<IReadOnlyList<AlarmRow>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Alarms.AsNoTracking().Where(row => row.ClosedAt == DateTimeOffset.MaxValue).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    private static IQueryable<AlarmRow> Open(NodeDb db, string kind, string environment, string subject) => db.Alarms.Where(row =>
        row.Kind == kind && row.Environment == environment && row.Subject == subject && row.ClosedAt == DateTimeOffset.MaxValue);

    [LoggerMessage(1651, LogLevel.Warning, "Alarm {Kind} in {Environment} about {Subject}: {Detail} {Remedy}")]
    private static partial void LogRaised(ILogger logger, string kind, string environment, string subject, string detail, string remedy);

    [LoggerMessage(1652, LogLevel.Information, "Alarm {Kind} in {Environment} about {Subject} is closed: its cause is gone.")]
    private static partial void LogCleared(ILogger logger, string kind, string environment, string subject);
}
