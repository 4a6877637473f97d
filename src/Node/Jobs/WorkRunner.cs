using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Jobs;

/// <summary>Kinds of work that share a number of places, so that one kind that is slow never keeps another waiting.</summary>
/// <param name="Flows">The flow of each kind.</param>
/// <param name="Parallelism">How much of it runs at the same time.</param>
internal sealed record WorkLane(IReadOnlyDictionary<WorkKind, IWorkFlow> Flows, int Parallelism);

/// <summary>Does what the rows say is due: claims with a lease, runs the flow, renews the lease while it runs.</summary>
internal sealed partial class WorkRunner(MessageStore store, IReadOnlyList<WorkLane> lanes, TimeProvider clock, ILogger<WorkRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>How long work waits after a fault of our own program.</summary>
    private static readonly TimeSpan AfterBug = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Says that something may be due: called after a commit, and by the clock.</summary>
    public void Signal() => _signal.Writer.TryWrite(true);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Signal();
        var running = lanes.Select(lane => (Lane: lane, Tasks: new List<Task>())).ToList();
        try
        {
            while (await _signal.Reader.WaitToReadAsync(stoppingToken))
            {
                while (_signal.Reader.TryRead(out _))
                {
                    // Several signals are one.
                }

                foreach (var (lane, tasks) in running)
                {
                    await FillAsync(lane, tasks, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what runs is waited for below.
        }

        await Task.WhenAll(running.SelectMany(entry => entry.Tasks));
    }

    private async Task FillAsync(WorkLane lane, List<Task> tasks, CancellationToken stoppingToken)
    {
        tasks.RemoveAll(task => task.IsCompleted);
        try
        {
            while (tasks.Count < lane.Parallelism
                && (await store.ClaimAsync(_owner, [.. lane.Flows.Keys], 1, Lease, stoppingToken)).SingleOrDefault() is { } work)
            {
                tasks.Add(Task.Run(() => RunAsync(lane.Flows[work.Kind], work, stoppingToken), CancellationToken.None));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The store is busy, full or gone. What is due stays due; the clock's next tick asks again.
            LogStore(logger, e);
        }
    }

    private async Task RunAsync(IWorkFlow flow, WorkRow work, CancellationToken stoppingToken)
    {
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(work, done.Token);
        try
        {
            await flow.RunAsync(work, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await store.ReturnAsync(work, clock.GetUtcNow(), CancellationToken.None);
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
            LogStore(logger, e);
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
            LogStore(logger, e);
        }
    }

    [LoggerMessage(1102, LogLevel.Error, "The store could not be used; what is due stays due and is asked for again.")]
    private static partial void LogStore(ILogger logger, Exception exception);

    [LoggerMessage(1101, LogLevel.Error, "Work {Kind} of message {MessageId} met a fault of the program; it is tried again.")]
    private static partial void LogBug(ILogger logger, WorkKind kind, Guid messageId, Exception exception);
}
