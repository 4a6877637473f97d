using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Jobs;

/// <summary>Does what the rows say is due: claims with a lease, runs the flow, up to a number at the same time.</summary>
internal sealed partial class WorkRunner(MessageStore store, IReadOnlyDictionary<WorkKind, IWorkFlow> flows, TimeProvider clock, int parallelism, ILogger<WorkRunner> logger) : BackgroundService
{
    /// <summary>Longer than any one step may take (a request's time limit is 10 minutes).</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>How long work waits after a fault of our own program.</summary>
    private static readonly TimeSpan AfterBug = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _slots = new(parallelism);
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Says that something may be due: called after a commit, and by the clock.</summary>
    public void Signal() => _signal.Writer.TryWrite(true);

    /// <inheritdoc />
    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Signal();
        var running = new List<Task>();
        try
        {
            while (await _signal.Reader.WaitToReadAsync(stoppingToken))
            {
                while (_signal.Reader.TryRead(out _))
                {
                    // Several signals are one.
                }

                running.RemoveAll(task => task.IsCompleted);
                try
                {
                    await ClaimAndStartAsync(running, stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // The store is busy, full or gone. What is due stays due; the clock's next tick asks again.
                    LogStore(logger, e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what runs is waited for below; what is claimed and not begun has a lease that runs out.
        }

        await Task.WhenAll(running);
    }

    private async Task ClaimAndStartAsync(List<Task> running, CancellationToken stoppingToken)
    {
        while (true)
        {
            await _slots.WaitAsync(stoppingToken);
            WorkRow? work;
            try
            {
                work = (await store.ClaimAsync(_owner, 1, Lease, stoppingToken)).SingleOrDefault();
            }
            catch
            {
                _slots.Release();
                throw;
            }

            if (work is null)
            {
                _slots.Release();
                return;
            }

            running.Add(Task.Run(() => RunAsync(work, stoppingToken), CancellationToken.None));
        }
    }

    private async Task RunAsync(WorkRow work, CancellationToken stoppingToken)
    {
        try
        {
            await flows[work.Kind].RunAsync(work, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await ReleaseAsync(work);
        }
        catch (Exception e)
        {
            // A flow turns every fault that it knows into a value; what arrives here is a fault of the program. Nothing is lost: it is tried again.
            LogBug(logger, work.Kind, work.MessageId, e);
            await store.EndStepAsync(work, (db, message) => db.Add(Events.Step(message, clock, "The node met a fault of its own and tries again; its log says more.")), clock.GetUtcNow() + AfterBug, CancellationToken.None);
        }
        finally
        {
            _slots.Release();
            Signal();
        }
    }

    [LoggerMessage(1102, LogLevel.Error, "The store could not be asked for due work; it is asked again in a second.")]
    private static partial void LogStore(ILogger logger, Exception exception);

    private Task<bool> ReleaseAsync(WorkRow work) => store.EndStepAsync(work, static (_, _) => { }, clock.GetUtcNow(), CancellationToken.None);

    [LoggerMessage(1101, LogLevel.Error, "Work {Kind} of message {MessageId} met a fault of the program; it is tried again.")]
    private static partial void LogBug(ILogger logger, WorkKind kind, Guid messageId, Exception exception);
}
