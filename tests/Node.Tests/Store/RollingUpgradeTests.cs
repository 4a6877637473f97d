using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>A node of the next version starts on a store that one of this version works on (docs/adr/0011).</summary>
public abstract class RollingUpgradeTests(PostgresFixture? postgres)
{
    private static readonly Guid s_next = Guid.CreateVersion7();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_node_works_on_while_the_schema_grows_and_what_it_uses_goes_when_it_is_gone()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var older = await AddNodeAsync(store, "older");
        WaitingMigration? waiting;
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled))
        {
            var working = WorkAsync(store, stop.Token);
            try
            {
                await working.Started.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
                waiting = await MigrateNextAsync(store);
            }
            finally
            {
                await stop.CancelAsync();
                Assert.True(await working.Done > 0);
            }
        }

        Assert.Equal(NextMigrations.Contract, waiting!.Migration);
        Assert.Equal(["older"], waiting.Nodes);
        Assert.Equal([NextMigrations.Expand], await NextAppliedAsync(store));
        await OneMessageAsync(store);

        // A node of this version may start again, too; the next one's does not get further while it is there.
        await StoreSetup.MigrateAsync(store.Place, store.Open, store.Clock, Cancelled);
        Assert.NotNull(await MigrateNextAsync(store));

        await SeenAsync(store, older, TimeSpan.FromMinutes(3));
        Assert.Null(await MigrateNextAsync(store));
        Assert.Equal([NextMigrations.Expand, NextMigrations.Contract], await NextAppliedAsync(store));
        var fault = await Assert.ThrowsAsync<StoreRefusedException>(() => StoreSetup.MigrateAsync(store.Place, store.Open, store.Clock, Cancelled));
        Assert.Contains("A newer version of sdknode has changed the database", fault.Problem, StringComparison.Ordinal);
        Assert.Null(await MigrateNextAsync(store));
    }

    [Fact]
    public async Task Nodes_of_the_next_version_and_the_own_row_of_before_keep_nothing_waiting()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await AddNodeAsync(store, "itself", row => row.Id = s_next);
        await AddNodeAsync(store, "another of the next version", row => row.Schema = NextMigrations.Contract);
        Assert.Null(await MigrateNextAsync(store));
    }

    [Fact]
    public async Task A_new_store_gets_the_whole_schema_at_once_from_whichever_nodes_start()
    {
        using StoreCase store = postgres is null ? await StoreFile.MakeAsync() : await StoreDatabase.CreateEmptyAsync(postgres);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MigrateNextAsync(store)));
        Assert.Equal([NextMigrations.Expand, NextMigrations.Contract], await NextAppliedAsync(store));
    }

    private static Task<WaitingMigration?> MigrateNextAsync(StoreCase store) => StoreSetup.MigrateAsync(store.Place, () => Next(store), s_next, store.Clock, Cancelled);

    private static NodeDb Next(StoreCase store) => store.Place.ConnectionString is { } connection
        ? new PostgresNodeDb(new DbContextOptionsBuilder<PostgresNodeDb>(PostgresNodeDb.OptionsFor(connection)).ReplaceService<IMigrationsAssembly, NextMigrations>().Options)
        : new SqliteNodeDb(new DbContextOptionsBuilder<SqliteNodeDb>(SqliteNodeDb.OptionsFor(store.Place.DatabaseFile)).ReplaceService<IMigrationsAssembly, NextMigrations>().Options);

    private static async Task<IEnumerable<string>> NextAppliedAsync(StoreCase store)
    {
        await using var db = store.Open();
        return (await db.Database.GetAppliedMigrationsAsync(Cancelled)).Where(id => id.StartsWith("2999", StringComparison.Ordinal));
    }

    private static async Task<Guid> AddNodeAsync(StoreCase store, string name, Action<NodeRow>? adjust = null)
    {
        await using var db = store.Open();
        var row = new NodeRow { Id = Guid.CreateVersion7(), Name = name, Version = "1", Schema = db.Database.GetMigrations().Last(), StartedAt = store.Clock.Now };
        adjust?.Invoke(row);
        db.Add(row);
        await db.SaveChangesAsync(Cancelled);
        await SeenAsync(store, row.Id, TimeSpan.Zero);
        return row.Id;
    }

    // By the clock that leases go by.
    private static async Task SeenAsync(StoreCase store, Guid node, TimeSpan ago)
    {
        await using var db = store.Open();
        var sql = $$"""UPDATE "Nodes" SET "SeenAt" = {{db.LeaseClock ?? $"{store.Clock.Now.UtcTicks}"}} - {0} WHERE "Id" = {1}""";
        await db.Database.ExecuteSqlRawAsync(sql, [ago.Ticks, node], Cancelled);
    }

    private static (Task Started, Task<int> Done) WorkAsync(StoreCase store, CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (started.Task, Task.Run(RunAsync, Cancelled));

        async Task<int> RunAsync()
        {
            var done = 0;
            while (!stop.IsCancellationRequested)
            {
                await OneMessageAsync(store);
                done++;
                started.TrySetResult();

                // SQLite lets writers poll: two in a row of one would keep the other out.
                await Task.Delay(5, Cancelled);
            }

            return done;
        }
    }

    // What a node does all the time: add, claim, a step in between, its end.
    private static async Task OneMessageAsync(StoreCase store)
    {
        var message = await store.AddDueAsync();
        var work = Assert.Single(await store.Work.ClaimAsync("older", WorkKind.Send, 1, 1, TimeSpan.FromMinutes(1), Cancelled));
        Assert.True(await store.Store.AdvanceAsync(work, (_, row) => row.TryInFlight = true, Cancelled));
        await store.Work.RenewAsync(work, TimeSpan.FromMinutes(1), Cancelled);
        Assert.True(await store.Store.EndStepAsync(work, (db, row) => db.Add(Events.Move(row, MessageStatus.Accepted, store.Clock, "Done.")), again: null, Cancelled));
        Assert.Equal(MessageStatus.Accepted, (await store.Store.FindAsync(message.Id, Cancelled))!.Status);
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : RollingUpgradeTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : RollingUpgradeTests(postgres);
}
