using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Cluster;

/// <summary>The nodes of a store, and when each was last seen: by the database's clock, so that the nodes' own need not agree.</summary>
internal sealed class NodeList(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>After so long without a sign a node is silent; by then its leases have run out.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(60);

    /// <summary>Writes that a node is there.</summary>
    public async Task SeenAsync(NodeRow node, CancellationToken cancellationToken)
    {
        const string Upsert =
            """
            INSERT INTO "Nodes" ("Id", "Name", "Version", "Schema", "StartedAt", "SeenAt") VALUES ({0}, {1}, {2}, {3}, {4}, @clock)
            ON CONFLICT ("Id") DO UPDATE SET "Name" = excluded."Name", "Version" = excluded."Version", "Schema" = excluded."Schema",
                "StartedAt" = excluded."StartedAt", "SeenAt" = excluded."SeenAt"
            """;
        await using var db = open();
        await LeaseSql.ExecuteAsync(db, clock, Upsert, [node.Id, node.Name, node.Version, node.Schema, node.StartedAt.UtcTicks], cancellationToken);
    }

    /// <summary>A node stops as it should: nobody misses it.</summary>
    public async Task LeaveAsync(Guid node, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Nodes.Where(row => row.Id == node).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Removes the other nodes that were last seen so long ago or longer.</summary>
    public async Task ForgetAsync(Guid self, TimeSpan age, CancellationToken cancellationToken)
    {
        await using var db = open();
        var before = await LeaseSql.NowAsync(db, clock, cancellationToken) - age;
        await db.Nodes.Where(row => row.Id != self && row.SeenAt <= before).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The other nodes that have given no sign for <see cref="SilentAfter"/> and have not said that they stop.</summary>
    public async Task<IReadOnlyList<NodeRow>> SilentAsync(Guid self, CancellationToken cancellationToken)
    {
        await using var db = open();
        var before = await LeaseSql.NowAsync(db, clock, cancellationToken) - SilentAfter;
        return await db.Nodes.AsNoTracking().Where(row => row.Id != self && row.SeenAt <= before).ToListAsync(cancellationToken);
    }

    /// <summary>All nodes by name, each with what it holds.</summary>
    public async Task<IReadOnlyList<NodeState>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var now = await LeaseSql.NowAsync(db, clock, cancellationToken);
        var nodes = await db.Nodes.AsNoTracking().OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);

        // Few rows are leased at a time, whatever else waits.
        var work = await db.Work.AsNoTracking().Where(row => row.LeaseUntil > now && row.LeaseOwner != null).Select(row => new { Owner = row.LeaseOwner!, row.Kind }).ToListAsync(cancellationToken);
        var jobs = await db.Jobs.AsNoTracking().Where(row => row.LeaseUntil > now && row.LeaseOwner != null).Select(row => new { Owner = row.LeaseOwner!, row.Name }).ToListAsync(cancellationToken);
        return nodes.ConvertAll(node =>
        {
            var prefix = $"{node.Id:N}#";
            return new NodeState(
                node,
                now - node.SeenAt,
                work.Where(row => row.Owner.StartsWith(prefix, StringComparison.Ordinal)).CountBy(row => row.Kind).ToDictionary(),
                [.. jobs.Where(row => row.Owner.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row.Name).Order(StringComparer.Ordinal)]);
        });
    }
}

/// <summary>A node as it stands.</summary>
/// <param name="Row">Who it is.</param>
/// <param name="Unseen">How long ago it was last seen.</param>
/// <param name="Work">How much of each kind of work it holds.</param>
/// <param name="Jobs">The jobs that it does for all.</param>
internal sealed record NodeState(NodeRow Row, TimeSpan Unseen, IReadOnlyDictionary<WorkKind, int> Work, IReadOnlyList<string> Jobs)
{
    /// <summary>Whether it has gone without saying so.</summary>
    public bool IsSilent => Unseen >= NodeList.SilentAfter;
}
