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
using TestClock = SdkNode.Node.Tests.Support.TestClock;

namespace SdkNode.Node.Tests.Jobs;

/// <summary>The runner against messages that break whatever touches them, and against receivers that never answer.</summary>
public sealed class WorkRunnerTests : IAsyncLifetime
{
    private readonly ScriptedFlow _flow = new();
    private readonly ContentFolder _content = new();
    private StoreFile _file = null!;
    private readonly Drain _drain = new();
    private AlarmList _alarms = null!;
    private WorkRunner _runner = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _flow.Store = _file.Store;
        _alarms = new AlarmList(_file.Open, _file.Clock, NullLogger<AlarmList>.Instance);
        _runner = new WorkRunner(
            OpenedStore.Of(_file.Open, _content.Store, _content.Key, _file.Clock), [new WorkLane(WorkKind.Send, _flow, Places: 8)], _alarms,
            new RunConditions(_drain, CalmStorage.Watch), _file.Clock, NullLogger<WorkRunner>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _drain.Close(TimeSpan.Zero);
        await _runner.StopAsync(CancellationToken.None);
        _runner.Dispose();
        _drain.Dispose();
        _content.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task A_message_that_always_throws_holds_nobody_back_and_is_set_aside_after_eight_faults()
    {
        var poison = await _file.AddDueAsync();
        _flow.Script[poison.Id] = _ => throw new InvalidOperationException("poison");
        var others = await AddAsync(20);
        await _runner.StartAsync(Cancelled);
        await DoneAsync(others);
        for (var faults = 1; faults < 8; faults++)
        {
            var work = await Poll.WaitForAsync($"fault {faults}", async () => await WorkAsync(poison) is { LeaseOwner: null } row && row.Faults == faults ? row : null);
            Assert.Null(work.DeadAt);
            Assert.InRange(work.DueAt - _file.Clock.Now, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));
            _file.Clock.Now = work.DueAt;
            _runner.Signal();
        }

        var dead = await DeadAsync(poison);
        Assert.Contains("a fault of its own 8 times", dead.Fault, StringComparison.Ordinal);
        Assert.Equal(8, _flow.Runs(poison.Id));
        Assert.Equal((AlarmKinds.DeadLetter, poison.XheId), await AlarmAsync());

        // Set aside is set aside, and what comes later is done.
        _file.Clock.Now += TimeSpan.FromDays(1);
        await DoneAsync(await AddAsync(1));
        Assert.Equal(8, _flow.Runs(poison.Id));
    }

    [Fact]
    public async Task A_message_that_kills_the_node_each_time_is_set_aside_without_being_touched_again()
    {
        var poison = await _file.AddDueAsync();
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(poison.Id, Assert.Single(await _file.Work.ClaimAsync("dies", WorkKind.Send, 1, 1, TimeSpan.FromSeconds(45), Cancelled)).MessageId);
            _file.Clock.Now += TimeSpan.FromMinutes(1);
        }

        var others = await AddAsync(5);
        await _runner.StartAsync(Cancelled);
        await DoneAsync(others);
        Assert.Contains("stopped 12 times in the middle", (await DeadAsync(poison)).Fault, StringComparison.Ordinal);
        Assert.Equal(0, _flow.Runs(poison.Id));
        Assert.Equal((AlarmKinds.DeadLetter, poison.XheId), await AlarmAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_that_is_gone_or_damaged_sets_the_message_aside_at_once_and_names_the_file(bool gone)
    {
        var content = await _content.WriteAsync(new byte[200_000]);
        var message = await _file.AddDueAsync(row => row.Payload = content);
        _flow.Script[message.Id] = async _ => await _content.ReadAsync(content);
        if (gone)
        {
            File.Delete(_content.PathOf(content));
        }
        else
        {
            await using var file = File.OpenWrite(_content.PathOf(content));
            file.Position = 150_000;
            file.WriteByte(1);
        }

        await _runner.StartAsync(Cancelled);
        Assert.Contains($"{content:N} {(gone ? "is not there" : "has a chunk that does not authenticate")}", (await DeadAsync(message)).Fault, StringComparison.Ordinal);
        Assert.Equal((AlarmKinds.DeadLetter, message.XheId), await AlarmAsync());
        Assert.Equal(1, _flow.Runs(message.Id));
    }

    [Fact]
    public async Task A_content_folder_that_is_not_mounted_sets_nothing_aside()
    {
        var content = await _content.WriteAsync(new byte[10]);
        var message = await _file.AddDueAsync(row => row.Payload = content);
        _flow.Script[message.Id] = async _ => await _content.ReadAsync(content);
        Directory.Move(Path.Combine(_content.FullName, "content"), Path.Combine(_content.FullName, "elsewhere"));
        await _runner.StartAsync(Cancelled);
        var back = await Poll.WaitForAsync("the work given back", async () => await WorkAsync(message) is { LeaseOwner: null } row && row.DueAt > _file.Clock.Now ? row : null);
        Assert.Equal((0, null), (back.Faults, back.DeadAt));
    }

    [Fact]
    public async Task Content_that_was_deleted_with_its_message_meanwhile_is_no_fault()
    {
        var message = await _file.AddDueAsync();
        var content = Guid.CreateVersion7();
        _flow.Script[message.Id] = work => _flow.Runs(message.Id) == 1 ? _content.ReadAsync(content) : _flow.EndAsync(work);
        await _runner.StartAsync(Cancelled);
        await DoneAsync([message]);
        Assert.Equal(2, _flow.Runs(message.Id));
        Assert.Empty(await _alarms.OpenAsync(Cancelled));
    }

    [Fact]
    public async Task Five_hundred_messages_to_a_receiver_that_never_answers_delay_nobody_else()
    {
        _flow.Silent = "0203:stum.example";
        var backlog = await AddAsync(500, row => row.To = _flow.Silent);
        await _runner.StartAsync(Cancelled);
        await Poll.WaitForAsync("the receiver's share", () => Task.FromResult(_flow.Waiting == 4));

        // Another receiver of the same participant, and another participant, who has a message to the silent one too.
        await DoneAsync(await AddAsync(20));
        await DoneAsync(await AddAsync(20, row => (row.Participant, row.From) = ("0203:arvika.example", "0203:arvika.example")));
        Assert.Equal(4, _flow.Waiting);
        Assert.Equal(496, await CountAsync(row => row.LeaseOwner == null));
        Assert.Equal(500, await CountAsync(_ => true));
        Assert.Equal(500, backlog.Count);
        _flow.Answer();
        await DoneAsync(backlog);
    }

    private async Task<List<MessageRow>> AddAsync(int count, Action<MessageRow>? adjust = null)
    {
        var messages = new List<MessageRow>();
        var rows = new List<object>();
        for (var i = 0; i < count; i++)
        {
            var message = StoreFile.Message();
            adjust?.Invoke(message);
            messages.Add(message);
            rows.AddRange([message, WorkRow.For(message, WorkKind.Send, _file.Clock.Now)]);
        }

        Assert.True(await _file.Store.AddAsync(rows, Cancelled));
        _runner.Signal();
        return messages;
    }

    private async Task DoneAsync(List<MessageRow> messages)
    {
        var ids = messages.ConvertAll(message => message.Id);
        await Poll.WaitForAsync($"end of {messages.Count} messages", async () => await CountAsync(row => ids.Contains(row.MessageId)) == 0);
    }

    private Task<WorkRow> DeadAsync(MessageRow message) => Poll.WaitForAsync("dead letter", async () => await WorkAsync(message) is { DeadAt: not null } row ? row : null);

    private async Task<(string Kind, string Subject)> AlarmAsync()
    {
        var alarm = await Poll.WaitForAsync("alarm", async () => (await _alarms.OpenAsync(Cancelled)).SingleOrDefault());
        return (alarm.Kind, alarm.Subject);
    }

    private async Task<WorkRow?> WorkAsync(MessageRow message)
    {
        await using var db = _file.Open();
        return await db.Work.AsNoTracking().SingleOrDefaultAsync(row => row.MessageId == message.Id, Cancelled);
    }

    private async Task<int> CountAsync(System.Linq.Expressions.Expression<Func<WorkRow, bool>> condition)
    {
        await using var db = _file.Open();
        return await db.Work.CountAsync(condition, Cancelled);
    }

    /// <summary>Ends its work at once, but for messages whose fate the test has written, and those to a receiver that does not answer.</summary>
    private sealed class ScriptedFlow : IWorkFlow
    {
        private readonly ConcurrentDictionary<Guid, int> _runs = new();
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _waiting;

        public MessageStore Store { get; set; } = null!;

        public ConcurrentDictionary<Guid, Func<WorkRow, Task>> Script { get; } = new();

        public string? Silent { get; set; }

        public int Waiting => Volatile.Read(ref _waiting);

        public int Runs(Guid message) => _runs.GetValueOrDefault(message);

        public void Answer() => _answer.SetResult();

        public async Task RunAsync(WorkRow work, CancellationToken cancellationToken)
        {
            _runs.AddOrUpdate(work.MessageId, 1, static (_, count) => count + 1);
            if (Silent is not null && work.Queue.EndsWith(Silent, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _waiting);
                await _answer.Task.WaitAsync(cancellationToken);
            }

            await (Script.TryGetValue(work.MessageId, out var script) ? script(work) : EndAsync(work));
        }

        public Task<bool> EndAsync(WorkRow work) => Store.EndStepAsync(work, static (_, _) => { }, again: null, CancellationToken.None);
    }
}
