using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Jobs;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Jobs;

/// <summary>
/// Work that is made due by a node that keeps up starts with the commit, and nobody signals here: neither the clock nor a test. What
/// somebody else added, and nobody told of, stays where it is, which shows that nothing was claimed.
/// </summary>
public sealed class NewWorkTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly ContentFolder _content = new();
    private readonly Drain _drain = new();
    private readonly HeldFlow _flow = new();
    private StoreFile _file = null!;
    private NewWork _made = null!;
    private MessageStore _store = null!;
    private WorkRunner _runner = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _made = new NewWork(_file.Clock);
        (_store, _runner) = Over(_file, _made);
    }

    public async ValueTask DisposeAsync()
    {
        _flow.Release();
        _drain.Close(TimeSpan.FromSeconds(5));
        await _runner.StopAsync(CancellationToken.None);
        _runner.Dispose();
        _drain.Dispose();
        _content.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task It_is_leased_by_the_unit_that_makes_it_and_nothing_is_claimed()
    {
        await StartAsync();
        var untold = await _file.AddDueAsync();
        var message = Message("0203:a.example");
        await AddAsync(message);
        var work = await WorkAsync(_file, message);
        Assert.Equal((1, _file.Clock.Now.AddSeconds(45)), (work.Claims, work.LeaseUntil));
        Assert.StartsWith($"{Guid.Empty:N}#", work.LeaseOwner, StringComparison.Ordinal);
        await RunsAsync(message);
        Assert.Null((await WorkAsync(_file, untold)).LeaseOwner);
        Assert.Equal(1, _flow.Count);
    }

    [Fact]
    public async Task A_queue_that_has_its_share_is_claimed_from_when_a_place_is_free_and_another_queue_starts_at_once()
    {
        await StartAsync();
        var slow = Enumerable.Range(0, 5).Select(_ => Message("0203:slow.example")).ToList();
        foreach (var message in slow)
        {
            await AddAsync(message);
        }

        await Poll.WaitForAsync("the queue's share", () => Task.FromResult(_flow.Count == 2));
        Assert.All(slow[2..], message => Assert.Null(WorkAsync(_file, message).Result.LeaseOwner));
        var other = Message("0203:other.example");
        await AddAsync(other);
        await RunsAsync(other);
        _flow.Release();
        await DoneAsync([.. slow, other]);
    }

    [Fact]
    public async Task What_is_not_committed_gives_its_place_back()
    {
        await StartAsync();
        var first = Message("0203:a.example");
        await AddAsync(first);
        _flow.Release();
        await DoneAsync([first]);
        for (var i = 0; i < 10; i++)
        {
            var again = Message("0203:a.example");
            again.XheId = first.XheId;
            Assert.False(await _store.AddAsync([again, WorkRow.For(again, WorkKind.Send, _file.Clock.Now)], Cancelled));
        }

        var next = Message("0203:a.example");
        await AddAsync(next);
        await DoneAsync([next]);
    }

    [Fact]
    public async Task What_is_due_later_is_not_taken_and_on_hold_nothing_to_send_is()
    {
        await StartAsync();
        var later = Message("0203:a.example");
        Assert.True(await _store.AddAsync([later, WorkRow.For(later, WorkKind.Send, _file.Clock.Now.AddTicks(1))], Cancelled));
        Assert.Null((await WorkAsync(_file, later)).LeaseOwner);

        await using (var db = _file.Open())
        {
            db.Facts.Add(new FactRow { Name = FactRow.OutgoingHold, Value = "restored", ChangedAt = _file.Clock.Now });
            await db.SaveChangesAsync(Cancelled);
        }

        var held = Message("0203:a.example");
        await AddAsync(held);
        Assert.Null((await WorkAsync(_file, held)).LeaseOwner);
        Assert.Equal(0, _flow.Count);
    }

    [Fact]
    public async Task A_node_that_stops_takes_nothing_more()
    {
        await StartAsync();
        _drain.Close(TimeSpan.FromSeconds(5));
        await _runner.StopAsync(CancellationToken.None);
        var message = Message("0203:a.example");
        await AddAsync(message);
        Assert.Equal((0, null), ((await WorkAsync(_file, message)).Claims, (await WorkAsync(_file, message)).LeaseOwner));
    }

    [Fact]
    public async Task Nodes_that_share_a_store_claim_it_at_once_by_the_stores_clock()
    {
        using var database = await StoreDatabase.CreateAsync(postgres);
        var (store, runner) = Over(database, new NewWork(database.Clock));
        await runner.StartAsync(Cancelled);
        await Poll.WaitForAsync("the runner", () => Task.FromResult(_shared!.Taker is not null));
        var message = Message("0203:a.example");
        Assert.True(await store.AddAsync([message, WorkRow.For(message, WorkKind.Send, database.Clock.Now)], Cancelled));
        await RunsAsync(message);
        _flow.Release();
        await Poll.WaitForAsync("its end", async () =>
        {
            await using var db = database.Open();
            return !await db.Work.AnyAsync(Cancelled);
        });
        _drain.Close(TimeSpan.FromSeconds(5));
        await runner.StopAsync(CancellationToken.None);
        runner.Dispose();
    }

    private NewWork? _shared;

    private (MessageStore Store, WorkRunner Runner) Over(StoreCase at, NewWork made)
    {
        _shared = made;
        var open = at.Place.Opener(made: made);
        var store = OpenedStore.Of(open, _content.Store, _content.Key, at.Clock) with { New = made };
        var alarms = new AlarmList(open, at.Clock, NullLogger<AlarmList>.Instance);
        _flow.Store = store.Messages;
        return (store.Messages, new WorkRunner(store, [new WorkLane(WorkKind.Send, _flow, Places: 4)], alarms, new RunConditions(_drain, CalmStorage.Watch), at.Clock, NullLogger<WorkRunner>.Instance));
    }

    // It has claimed once, found nothing, and waits.
    private async Task StartAsync()
    {
        await _runner.StartAsync(Cancelled);
        var work = new WorkRow { Kind = WorkKind.Send, Queue = "qa/x y" };
        await Poll.WaitForAsync("a free place", () => Task.FromResult(_made.Taker is not null && _runner.TryTake(work)));
        _runner.Leave(work);
    }

    private static MessageRow Message(string to)
    {
        var message = StoreCase.Message();
        message.To = to;
        return message;
    }

    private async Task AddAsync(MessageRow message) => Assert.True(await _store.AddAsync([message, WorkRow.For(message, WorkKind.Send, _file.Clock.Now)], Cancelled));

    private Task RunsAsync(MessageRow message) => Poll.WaitForAsync("its flow", () => Task.FromResult(_flow.Begun.ContainsKey(message.Id)));

    private Task DoneAsync(List<MessageRow> messages)
    {
        var ids = messages.ConvertAll(message => message.Id);
        return Poll.WaitForAsync("the end of the work", async () =>
        {
            await using var db = _file.Open();
            return !await db.Work.AnyAsync(row => ids.Contains(row.MessageId), Cancelled);
        });
    }

    private static async Task<WorkRow> WorkAsync(StoreCase at, MessageRow message)
    {
        await using var db = at.Open();
        return await db.Work.AsNoTracking().SingleAsync(row => row.MessageId == message.Id, Cancelled);
    }

    /// <summary>Keeps all work until it is released, then ends it.</summary>
    private sealed class HeldFlow : IWorkFlow
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public MessageStore Store { get; set; } = null!;

        public ConcurrentDictionary<Guid, bool> Begun { get; } = new();

        public int Count => Begun.Count;

        public void Release() => _released.TrySetResult();

        public async Task RunAsync(WorkRow work, CancellationToken cancellationToken)
        {
            Begun[work.MessageId] = true;
            await _released.Task.WaitAsync(cancellationToken);
            await Store.EndStepAsync(work, static (_, _) => { }, again: null, CancellationToken.None);
        }
    }
}
