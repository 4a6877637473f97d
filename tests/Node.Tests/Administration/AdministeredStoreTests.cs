using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SdkNode.Node.Administration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Administration;

/// <summary>What administrators and breakers ask of the store, on both databases.</summary>
public sealed class AdministeredStoreTests : IAsyncLifetime
{
    private static readonly TimeSpan s_spread = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new(TimeProvider.System.GetUtcNow());
    private PostgresServer? _server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_access_point_that_answers_again_makes_its_own_messages_due_within_the_time_and_nobody_elses(bool postgres)
    {
        var store = await StartAsync(postgres);
        var waiting = await AddAsync(store, 50, row => row.PeerParty = "AP0002");
        var others = await AddAsync(store, 5, row => row.PeerParty = "AP0003");
        others.AddRange(await AddAsync(store, 5, row => (row.PeerParty, row.Environment) = ("AP0002", "prod")));
        others.AddRange(await AddAsync(store, 1, row => row.PeerParty = "AP0002", work => (work.DeadAt, work.DueAt) = (_clock.Now, DateTimeOffset.MaxValue)));
        others.AddRange(await AddAsync(store, 1, row => row.PeerParty = "AP0002", work => work.LeaseUntil = DateTimeOffset.MaxValue));
        var before = await DueAsync(store);
        await store.Work.HurrySendingAsync("qa", "AP0002", s_spread, Cancelled);
        var after = await DueAsync(store);
        Assert.All(waiting, message => Assert.InRange(after[message.Id], _clock.Now, _clock.Now + s_spread));
        Assert.InRange(waiting.Select(message => after[message.Id]).Max() - waiting.Select(message => after[message.Id]).Min(), s_spread / 2, s_spread);
        Assert.All(others, message => Assert.Equal(before[message.Id], after[message.Id]));

        // What is due sooner is not put off.
        await store.Work.HurrySendingAsync("qa", "AP0002", s_spread, Cancelled);
        Assert.Equal(after, await DueAsync(store));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_being_worked_on_is_known_and_can_be_ended_but_not_retried(bool postgres)
    {
        var store = await StartAsync(postgres);
        var message = Assert.Single(await AddAsync(store, 1, null, work => work.DueAt = _clock.Now));
        var claimed = Assert.Single(await store.Work.ClaimAsync("one", WorkKind.Send, 1, 1, TimeSpan.FromSeconds(45), Cancelled));
        await using (var db = store.Open())
        {
            var situation = await MessageSituation.ReadAsync(db, message.Id, store.Work, Cancelled);
            Assert.True(situation is { IsRunning: true, WhyNoRetry: not null, WhyNoEnd: null });
        }

        // Several at once: one of them ends it, the others find it ended.
        var end = new MessageEnd(store, _clock);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => end.RunAsync(message.Id, "anna", "over", Cancelled)));
        Assert.Single(outcomes.OfType<EndOutcome.Ended>());
        Assert.Equal(5, outcomes.OfType<EndOutcome.Refused>().Count());
        Assert.False(await store.Messages.EndStepAsync(claimed, static (_, row) => row.Status = MessageStatus.Accepted, again: null, Cancelled));
        Assert.False(await store.Work.WaitAsync(claimed, "It waits.", _clock.Now, Cancelled));
        Assert.Equal(MessageStatus.MessageExchangeError, (await store.Messages.FindAsync(message.Id, Cancelled))!.Status);
        Assert.Equal(2, (await store.Messages.EventsAsync(message.Id, Cancelled)).Count);
    }

    private async Task<OpenedStore> StartAsync(bool postgres)
    {
        _server = postgres ? await PostgresServer.StartAsync() : null;
        var place = new StorePlace(_folder.FullName) { ConnectionString = _server is null ? null : await _server.CreateDatabaseAsync() };
        return await OpenedStore.StartAsync(place, _clock, Cancelled);
    }

    private async Task<List<MessageRow>> AddAsync(OpenedStore store, int count, Action<MessageRow>? adjust, Action<WorkRow>? adjustWork = null)
    {
        List<MessageRow> messages = [];
        for (var i = 0; i < count; i++)
        {
            var message = StoreFile.Message();
            adjust?.Invoke(message);
            var work = WorkRow.For(message, WorkKind.Send, _clock.Now + TimeSpan.FromHours(1 + (Random.Shared.NextDouble() * 0.1)));
            adjustWork?.Invoke(work);
            Assert.True(await store.Messages.AddAsync([message, work], Cancelled));
            messages.Add(message);
        }

        return messages;
    }

    private static async Task<Dictionary<Guid, DateTimeOffset>> DueAsync(OpenedStore store)
    {
        await using var db = store.Open();
        return await db.Work.AsNoTracking().ToDictionaryAsync(row => row.MessageId, row => row.DueAt, Cancelled);
    }
}
