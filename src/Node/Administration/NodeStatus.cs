using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Health;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;

namespace SdkNode.Node.Administration;

/// <summary>How much work of a kind there is.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="All">All of it.</param>
/// <param name="Due">What could run now and waits for a place.</param>
/// <param name="Running">What runs, on any node.</param>
/// <param name="SetAside">What waits for an administrator.</param>
internal sealed record WorkLine(string Kind, int All, int Due, int Running, int SetAside);

/// <summary>How the node is, as <c>sdknode status</c> shows it.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Alive">Whether its loop goes round.</param>
/// <param name="Checks">What it needs to be ready.</param>
/// <param name="Work">What is to be done; null when the store cannot be read.</param>
/// <param name="OpenAlarms">How many alarms are open; null when the store cannot be read.</param>
internal sealed record StatusAnswer(string Name, string Version, bool Alive, IReadOnlyList<HealthCheck> Checks, IReadOnlyList<WorkLine>? Work, int? OpenAlarms);

/// <summary>Finds out how the node is.</summary>
internal sealed class NodeStatus(NodeSetup setup, Readiness readiness, Liveness liveness, Func<NodeDb> open, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How it is now. A store that cannot be read is part of the answer.</summary>
    public async Task<StatusAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var checks = await readiness.CheckAsync(cancellationToken);
        var status = new StatusAnswer(setup.Name, ProgramVersion.Text, liveness.IsAlive, checks, null, null);
        try
        {
            return status with { Work = await WorkAsync(clock.GetUtcNow(), cancellationToken), OpenAlarms = (await alarms.OpenAsync(cancellationToken)).Count };
        }
        catch (Exception e) when (StorageFault.Of(e) is not null)
        {
            return status;
        }
    }

    private async Task<IReadOnlyList<WorkLine>> WorkAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = open();
        var counts = await db.Work.AsNoTracking().GroupBy(row => row.Kind).Select(kind => new
        {
            kind.Key,
            All = kind.Count(),
            Due = kind.Count(row => row.DueAt <= now && row.LeaseUntil <= now),
            Running = kind.Count(row => row.LeaseUntil > now),
            SetAside = kind.Count(row => row.DeadAt != null),
        }).ToListAsync(cancellationToken);
        return [.. counts.OrderBy(count => count.Key).Select(count => new WorkLine(count.Key.ToString(), count.All, count.Due, count.Running, count.SetAside))];
    }
}
