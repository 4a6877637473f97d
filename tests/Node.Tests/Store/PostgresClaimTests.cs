using Microsoft.EntityFrameworkCore;
using Npgsql;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>Claims of several nodes on one PostgreSQL database.</summary>
public sealed class PostgresClaimTests(PostgresFixture postgres)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(15);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_that_another_claim_holds_keep_nobody_waiting()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        var messages = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            messages.Add((await store.AddDueAsync()).Id);
        }

        // As a claim that has not been committed yet.
        await using var other = store.Open();
        await using var claim = await other.Database.BeginTransactionAsync(Cancelled);
        await other.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Work" WHERE "MessageId" IN ({messages[0]}, {messages[1]}) FOR UPDATE""", Cancelled);

        var claimed = await store.Work.ClaimAsync("two", WorkKind.Send, 10, 10, s_lease, Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        Assert.Equal(messages.Skip(2).Order(), claimed.Select(work => work.MessageId).Order());
    }

    [Fact]
    public async Task Two_nodes_that_claim_at_the_same_time_share_the_work_and_no_row()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        for (var i = 0; i < 120; i++)
        {
            await store.AddDueAsync(row => row.To = $"0203:receiver{i % 3}.example");
        }

        var nodes = new[] { store.Work, new WorkStore(new StorePlace(store.FullName) { ConnectionString = store.Place.ConnectionString }.Opener(), store.Clock) };
        var all = new List<Guid>();
        while (all.Count < 120)
        {
            var round = await Task.WhenAll(nodes.Select((node, i) => node.ClaimAsync($"node{i}", WorkKind.Send, 4, 100, s_lease, Cancelled)));
            Assert.All(round, mine => Assert.InRange(mine.Count, all.Count < 112 ? 1 : 0, 4));
            all.AddRange(round.SelectMany(rows => rows.Select(row => row.Id)));
        }

        Assert.Equal(120, all.Distinct().Count());
    }

    [Fact]
    public async Task A_lease_goes_by_the_databases_clock_whatever_the_nodes_clocks_show()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        await store.AddDueAsync();
        var mine = Assert.Single(await store.Work.ClaimAsync("one", WorkKind.Send, 1, 1, TimeSpan.FromSeconds(1), Cancelled));
        var ahead = new WorkStore(store.Open, new TestClock(TestClock.Start.AddYears(1)));
        Assert.Empty(await ahead.ClaimAsync("ahead", WorkKind.Send, 1, 1, s_lease, Cancelled));

        IReadOnlyList<WorkRow> taken = [];
        for (var tries = 0; taken.Count == 0 && tries < 200; tries++)
        {
            await Task.Delay(50, Cancelled);
            taken = await store.Work.ClaimAsync("two", WorkKind.Send, 1, 1, s_lease, Cancelled);
        }

        Assert.Equal(mine.Id, Assert.Single(taken).Id);
    }

    [Fact]
    public async Task A_claim_among_twenty_thousand_rows_reads_few_of_them()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        var message = await store.AddDueAsync();
        await using var db = store.Open();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Messages" SELECT (m).* FROM (SELECT jsonb_populate_record(m, jsonb_build_object('Id', gen_random_uuid(), 'XheId', n::text)) AS m FROM "Messages" AS m, generate_series(1, 20000) AS n WHERE m."Id" = {message.Id}) AS copies
            """,
            Cancelled);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Work" SELECT (w).* FROM (SELECT jsonb_populate_record(w, jsonb_build_object('Id', gen_random_uuid(), 'MessageId', m."Id")) AS w FROM "Work" AS w, "Messages" AS m WHERE w."MessageId" = {message.Id} AND m."Id" <> {message.Id}) AS copies
            """,
            Cancelled);
        await db.Database.ExecuteSqlRawAsync("ANALYZE", Cancelled);

        await EndSessionsAsync(db);
        await db.Database.ExecuteSqlRawAsync("SELECT pg_stat_reset()", Cancelled);

        Assert.Equal(4, (await store.Work.ClaimAsync("one", WorkKind.Send, 4, 100, s_lease, Cancelled)).Count);

        await EndSessionsAsync(db);
        Assert.InRange(await db.Database.SqlQueryRaw<long>("""SELECT seq_tup_read + idx_tup_fetch AS "Value" FROM pg_stat_user_tables WHERE relname = 'Work'""").SingleAsync(Cancelled), 1, 200);
    }

    // A session tells the server what it has read when it ends.
    private static async Task EndSessionsAsync(NodeDb db)
    {
        NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        while (await db.Database.SqlQueryRaw<long>("""SELECT count(*) AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()""").SingleAsync(Cancelled) > 0)
        {
            await Task.Delay(20, Cancelled);
        }
    }
}
