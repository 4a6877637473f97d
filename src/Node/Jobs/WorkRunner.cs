using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Health;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Jobs;

/// <summary>Kinds of work that share a number of places, so that one kind that is slow never keeps another waiting.</summary>
/// <param name="Flows">The flow of each kind.</param>
/// <param name="Parallelism">How much of it runs at the same time.</param>
internal sealed record WorkLane(IReadOnlyDictionary<WorkKind, IWorkFlow> Flows, int Parallelism);

/// <summary>Does what the rows say is due: claims with a lease, runs the flow, renews the lease while it runs.</summary>
internal sealed partial class WorkRunner(MessageStore store, IReadOnlyList<WorkLane> lanes, Drain drain, StorageWatch storage, TimeProvider clock, ILogger<WorkRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>How long work waits after a fault of our own program.</summary>
    private static readonly TimeSpan AfterBug = TimeSpan.FromMinutes(1);

    /// <summary>How long work waits after the store could not be used.</summary>
    private static readonly TimeSpan AfterStorageFault = TimeSpan.FromSeconds(5);

    /// <summary>How long work that was cut may take to be given back.</summary>
    private static readonly TimeSpan GiveBack = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";
    private long _passedAt = clock.GetTimestamp();

    /// <summary>How long ago the loop last came round. The clock's ticks drive it once a second.</summary>
    public TimeSpan SinceLastPass => clock.GetElapsedTime(Interlocked.Read(ref _passedAt));

    /// <summary>Says that something may be due: called after a commit, and by the clock.</summary>
    public void Signal() => _signal.Writer.TryWrite(true);

    /// <summary>Waits for the work that runs, until it has been cut and had time to be given back, whatever the host's own limit is.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource();
        await using var cut = drain.Cut.Register(() => limit.CancelAfter(GiveBack));
        await base.StopAsync(limit.Token);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Signal();
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, drain.Closed);
        var running = lanes.Select(lane => (Lane: lane, Tasks: new List<Task>())).ToList();
        try
        {
            while (await _signal.Reader.WaitToReadAsync(closed.Token))
            {
                while (_signal.Reader.TryRead(out _))
                {
                    // Several signals are one.
                }

                Interlocked.Exchange(ref _passedAt, clock.GetTimestamp());
                foreach (var (lane, tasks) in running)
                {
                    await FillAsync(lane, tasks, closed.Token);
                }
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // Nothing more is claimed; what runs is waited for below, until it has ended or is cut.
        }

        await Task.WhenAll(running.SelectMany(entry => entry.Tasks));
    }

    private async Task FillAsync(WorkLane lane, List<Task> tasks, CancellationToken closed)
    {
        tasks.RemoveAll(task => task.IsCompleted);
        try
        {
            while (tasks.Count < lane.Parallelism
                && (await store.ClaimAsync(_owner, [.. lane.Flows.Keys], 1, Lease, closed)).SingleOrDefault() is { } work)
            {
                tasks.Add(Task.Run(() => RunAsync(lane.Flows[work.Kind], work), CancellationToken.None));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The store is busy, full or gone. What is due stays due; the clock's next tick asks again.
            Tell(e);
        }
    }

    private async Task RunAsync(IWorkFlow flow, WorkRow work)
    {
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(work, done.Token);
        try
        {
            await flow.RunAsync(work, drain.Cut);
        }
        catch (OperationCanceledException) when (drain.Cut.IsCancellationRequested)
        {
            await GiveBackAsync(work, TimeSpan.Zero);
        }
        catch (Exception e) when (StorageFault.Of(e) is not null)
        {
            Tell(e);
            await GiveBackAsync(work, AfterStorageFault);
        }
        catch (Exception e)
        {
            // A flow turns every fault that it knows into a value; what arrives here is a fault of the program. Nothing is lost: it is tried again.
            LogBug(logger, work.Kind, work.MessageId, e);
            await AfterBugAsync(work);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
            Signal();
        }
    }

    // A store that cannot be written does not take it back either: then it keeps its place, and nothing is claimed that could not end.
    private async Task GiveBackAsync(WorkRow work, TimeSpan wait)
    {
        while (true)
        {
            try
            {
                await store.ReturnAsync(work, clock.GetUtcNow() + wait, CancellationToken.None);
                return;
            }
            catch (Exception e)
            {
                Tell(e);
            }

            if (drain.Cut.IsCancellationRequested)
            {
                // The lease runs out.
                return;
            }

            await Task.Delay(AfterStorageFault, drain.Cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RenewAsync(WorkRow work, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Lease / 3, clock, done);
                await store.RenewAsync(work, Lease, done);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
        catch (Exception e)
        {
            // The lease runs out, and whoever claims the work next goes on from what is stored.
            Tell(e);
        }
    }

    private async Task AfterBugAsync(WorkRow work)
    {
        try
        {
            await store.AdvanceAsync(work, (db, message) => db.Add(Events.Step(message, clock, "The node met a fault of its own and tries again; its log says more.")), CancellationToken.None);
            await store.ReturnAsync(work, clock.GetUtcNow() + AfterBug, CancellationToken.None);
        }
        catch (Exception e)
        {
            Tell(e);
        }
    }

    private void Tell(Exception e)
    {
        if (!storage.Met(e))
        {
            LogStore(logger, e);
        }
    }

    [LoggerMessage(1102, LogLevel.Error, "The store could not be used; what is due stays due and is asked for again.")]
    private static partial void LogStore(ILogger logger, Exception exception);

    [LoggerMessage(1101, LogLevel.Error, "Work {Kind} of message {MessageId} met a fault of the program; it is tried again.")]
    private static partial void LogBug(ILogger logger, WorkKind kind, Guid messageId, Exception exception);
}
