using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// Brings the schema as far as the other nodes allow: what adds is applied at once, what takes away when no node that could miss it
/// works on the store any more. To be called by one process at a time.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="node">The node that asks; its own row, of the version before, counts for nothing.</param>
/// <param name="clock">The node's time.</param>
internal sealed class SchemaMigration(NodeDb db, Guid node, TimeProvider clock)
{
    /// <summary>The fact that names the oldest schema that a program must know to work on the store.</summary>
    public const string LeastFact = "least-schema";

    private const int MostTries = 20;

    // Nodes give a sign several times a minute.
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyDictionary<string, TypeInfo> _known = db.GetService<IMigrationsAssembly>().Migrations;

    /// <summary>Migrates. Gives what still waits, and for whom; null when all is done.</summary>
    /// <exception cref="StoreRefusedException">The program is older than the schema allows.</exception>
    public async Task<WaitingMigration?> RunAsync(CancellationToken cancellationToken)
    {
        await CheckAgeAsync(cancellationToken);
        while (true)
        {
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            if (pending.Find(IsContract) is not { } contract)
            {
                await ApplyAsync(target: null, cancellationToken);
                return null;
            }

            if (pending[0] != contract)
            {
                await ApplyAsync(pending[pending.IndexOf(contract) - 1], cancellationToken);
            }

            if (await ContractAsync(contract, cancellationToken) is { Count: > 0 } older)
            {
                return new WaitingMigration(contract, older);
            }
        }
    }

    private async Task<List<string>> ContractAsync(string contract, CancellationToken cancellationToken)
    {
        var older = await OlderNodesAsync(contract, cancellationToken);
        if (older.Count > 0)
        {
            return older;
        }

        // An older node that starts just now either reads this and does not, or is seen in the second look.
        var before = await LeastAsync(cancellationToken);
        await SetLeastAsync(contract, cancellationToken);
        older = await OlderNodesAsync(contract, cancellationToken);
        if (older.Count > 0)
        {
            await SetLeastAsync(before ?? "", cancellationToken);
            return older;
        }

        await ApplyAsync(contract, cancellationToken);
        return older;
    }

    // A migration locks one table after the other, and so do the units of work of other nodes: where they meet crosswise PostgreSQL
    // ends one of them, whole.
    private async Task ApplyAsync(string? target, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await db.Database.MigrateAsync(target, cancellationToken);
                return;
            }
            catch (Exception e) when (tries < MostTries && PostgresFaults.Code(e) == PostgresErrorCodes.DeadlockDetected)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 500)), cancellationToken);
            }
        }
    }

    private bool IsContract(string migration) => _known[migration].GetCustomAttribute<ContractMigrationAttribute>() is not null;

    // A database that knows nothing newer than this program needs no look; it may be empty.
    private async Task CheckAgeAsync(CancellationToken cancellationToken)
    {
        var newest = _known.Keys.Max(StringComparer.Ordinal)!;
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.Any(migration => string.CompareOrdinal(migration, newest) > 0) && await LeastAsync(cancellationToken) is { } least && string.CompareOrdinal(least, newest) > 0)
        {
            throw new StoreRefusedException("Store", least, "A newer version of sdknode has changed the database in a way that this version does not know.", "Install the version that the other nodes run; a store never goes back to an earlier one. Or restore a backup that this version made.");
        }
    }

    private async Task<List<string>> OlderNodesAsync(string contract, CancellationToken cancellationToken)
    {
        var since = await LeaseSql.NowAsync(db, clock, cancellationToken) - s_fresh;
        var nodes = await db.Nodes.AsNoTracking().Where(row => row.Id != node && row.SeenAt > since).Select(row => new { row.Name, row.Schema }).ToListAsync(cancellationToken);
        return [.. nodes.Where(row => string.CompareOrdinal(row.Schema, contract) < 0).Select(row => row.Name)];
    }

    private async Task<string?> LeastAsync(CancellationToken cancellationToken) =>
        (await db.Facts.AsNoTracking().SingleOrDefaultAsync(row => row.Name == LeastFact, cancellationToken))?.Value;

    private async Task SetLeastAsync(string migration, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var changed = await db.Facts.Where(row => row.Name == LeastFact).ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, migration).SetProperty(row => row.ChangedAt, now), cancellationToken);
        if (changed == 0)
        {
            db.Facts.Add(new FactRow { Name = LeastFact, Value = migration, ChangedAt = now });
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }
}

/// <summary>A migration that takes something away and waits.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Nodes">The nodes of an earlier version that it waits for.</param>
internal sealed record WaitingMigration(string Migration, IReadOnlyList<string> Nodes);
