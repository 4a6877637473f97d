using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Telemetry;

namespace SdkNode.Node.Jobs;

/// <summary>One kind of work with a number of places of its own, so that a kind that is slow never keeps another waiting.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Flow">What does it.</param>
/// <param name="Places">How much of it runs at the same time.</param>
internal sealed record WorkLane(WorkKind Kind, IWorkFlow Flow, int Places)
{
    /// <summary>How many places one queue may take: a party that is slow leaves room for the others (<see cref="WorkQueues"/>).</summary>
    public int PerQueue => (Places + 1) / 2;
}

/// <summary>Does what the rows say is due: claims with a lease, or takes what is made here, runs the flow, renews the lease while it runs.</summary>
internal sealed partial class WorkRunner(OpenedStore store, IReadOnlyList<WorkLane> lanes, AlarmList alarms, RunConditions conditions, TimeProvider clock, ILogger<WorkRunner> logger) : BackgroundService, IWorkTaker
{
    /// <summary>Work of a node that dies is another node's after so long; a living one renews its leases three times as often.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    /// <summary>How long work waits after the store could not be used.</summary>
    private static readonly TimeSpan AfterStorageFault = TimeSpan.FromSeconds(5);

    /// <summary>How long work that was cut may take to be given back.</summary>
    private static readonly TimeSpan GiveBack = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<WorkKind, LanePlaces> _places = lanes.ToDictionary(lane => lane.Kind, lane => new LanePlaces(lane));
    private readonly ConcurrentDictionary<Guid, Task> _running = new();
    private readonly string _owner = store.Node.ToString("N");
    private readonly Drain _drain = conditions.Drain;
    private readonly WorkRecovery _recovery = new(store, alarms, clock, logger);
    private long _passedAt = clock.GetTimestamp();

    /// <summary>How long ago the loop last came round. The clock's ticks drive it once a second.</summary>
    public TimeSpan SinceLastPass => clock.GetElapsedTime(Interlocked.Read(ref _passedAt));

    /// <summary>Says that anything may be due by now: called by the clock, and after what no unit of work tells (<see cref="NewWork"/>).</summary>
    public void Signal()
    {
        foreach (var places in _places.Values)
        {
            places.Ask();
        }

        Wake(true);
    }

    /// <inheritdoc />
    public bool TryTake(WorkRow work)
    {
        if (!_places.TryGetValue(work.Kind, out var places) || !places.TryTake(work.Queue))
        {
            return false;
        }

        (work.LeaseOwner, work.LeaseUntil, work.Claims) = ($"{_owner}#{Guid.NewGuid():N}", clock.GetUtcNow() + Lease, work.Claims + 1);
        return true;
    }

    /// <inheritdoc />
    public void Start(WorkRow work)
    {
        var places = _places[work.Kind];
        if (places.IsOpen)
        {
            Begin(places, work);
        }

        // Else the node stops: at its next start it takes its leases back.
    }

    /// <inheritdoc />
    public void Leave(WorkRow work) => Wake(_places[work.Kind].Leave(work.Queue));

    /// <inheritdoc />
    public void Ask(WorkRow work) => Wake(_places.TryGetValue(work.Kind, out var places) && places.Ask(work.Queue));

    /// <summary>Waits for the work that runs, until it has been cut and had time to be given back, whatever the host's own limit is.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource();
        await using var cut = _drain.Cut.Register(() => limit.CancelAfter(GiveBack));
        await base.StopAsync(limit.Token);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ForgetSettingsAsync(stoppingToken);
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _drain.Closed);
        Open();
        try
        {
            while (await _signal.Reader.WaitToReadAsync(closed.Token))
            {
                while (_signal.Reader.TryRead(out _))
                {
                    // Several signals are one.
                }

                Interlocked.Exchange(ref _passedAt, clock.GetTimestamp());
                foreach (var places in _places.Values)
                {
                    await FillAsync(places, closed.Token);
                }
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // Nothing more is taken; what runs is waited for below, until it has ended or is cut.
        }

        foreach (var places in _places.Values)
        {
            places.Close();
        }

        await Task.WhenAll(_running.Values);
    }

    private void Open()
    {
        foreach (var places in _places.Values)
        {
            places.Open();
        }

        if (store.New is { } made)
        {
            made.Taker = this;
        }

        Wake(true);
    }

    private void Wake(bool due)
    {
        if (due)
        {
            _signal.Writer.TryWrite(true);
        }
    }

    // Settings change with a restart: what they still lack is raised again by the work that needs it.
    private async Task ForgetSettingsAsync(CancellationToken stoppingToken)
    {
        try
        {
            await alarms.ClearAllAsync(AlarmKinds.SettingsMissing, stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogStore(logger, e);
        }
    }

    private async Task FillAsync(LanePlaces places, CancellationToken closed)
    {
        using var claiming = places.BeginClaim();
        if (claiming is null)
        {
            return;
        }

        var lane = places.Lane;
        try
        {
            if (claiming.Free is > 0 and var free
                && await store.Work.ClaimAsync(new ClaimOrder(_owner, lane.Kind, free, lane.PerQueue, Lease), claiming.Running, closed) is { Count: > 0 } claimed)
            {
                foreach (var work in claimed)
                {
                    claiming.Take(work.Queue);
                    Begin(places, work);
                }

                // There may be more, and places are free: after the other lanes have had their turn.
                if (claiming.Free > 0)
                {
                    places.Ask();
                    Wake(true);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The store is busy, full or gone. What is due stays due; the clock's next tick asks again.
            Tell(e);
        }
    }

    private void Begin(LanePlaces places, WorkRow work)
    {
        var claim = Guid.NewGuid();
        var begun = new TaskCompletionSource();
        _running[claim] = begun.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                if (!await RunAsync(places.Lane.Flow, work))
                {
                    places.Ask();
                }
            }
            finally
            {
                Wake(places.Leave(work.Queue));
                _running.TryRemove(claim, out _);
                begun.SetResult();
            }
        }, CancellationToken.None);
    }

    // False where the flow did not end by itself: the work may be due again at once.
    private async Task<bool> RunAsync(IWorkFlow flow, WorkRow work)
    {
        using var done = new CancellationTokenSource();
        using var trace = NodeMeter.Traces.StartActivity(work.Kind.ToString());
        trace?.SetTag("sdknode.message", work.MessageId);
        var (began, ended) = (clock.GetTimestamp(), false);
        var renewing = RenewAsync(work, done.Token);
        try
        {
            if (!await _recovery.IsDeadlyAsync(work))
            {
                await flow.RunAsync(work, _drain.Cut);
            }

            return ended = true;
        }
        catch (OperationCanceledException) when (_drain.Cut.IsCancellationRequested)
        {
            await GiveBackAsync(work, TimeSpan.Zero);
        }
        catch (ContentUnusableException e)
        {
            await RecoverAsync(_recovery.UnusableAsync(work, e));
        }
        catch (Exception e) when (StorageFault.Of(e) is not null)
        {
            Tell(e);
            await GiveBackAsync(work, AfterStorageFault);
        }
        catch (Exception e)
        {
            // A flow turns every fault that it knows into a value; what arrives here is a fault of the program. Nothing is lost: it is tried again.
            await RecoverAsync(_recovery.BugAsync(work, e));
        }
        finally
        {
            NodeMeter.Worked(work.Kind, ended, clock.GetElapsedTime(began));
            await done.CancelAsync();
            await renewing;
        }

        return false;
    }

    // A store that cannot be written does not take it back either: then it keeps its place, and nothing is claimed that could not end.
    private async Task GiveBackAsync(WorkRow work, TimeSpan wait)
    {
        while (true)
        {
            try
            {
                await store.Work.ReturnAsync(work, clock.GetUtcNow() + wait, CancellationToken.None);
                return;
            }
            catch (Exception e)
            {
                Tell(e);
            }

            if (_drain.Cut.IsCancellationRequested)
            {
                // The lease runs out.
                return;
            }

            await Task.Delay(AfterStorageFault, _drain.Cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RenewAsync(WorkRow work, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Lease / 3, clock, done);
                await store.Work.RenewAsync(work, Lease, done);
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                // The work is done.
            }
            catch (Exception e)
            {
                // The next renewal may still come in time; else the lease runs out, and whoever claims the work next goes on from what is stored.
                Tell(e);
            }
        }
    }

    // Where the store does not take it, the lease runs out and the work is met again.
    private async Task RecoverAsync(Task recovering)
    {
        try
        {
            await recovering;
        }
        catch (Exception e)
        {
            Tell(e);
        }
    }

    private void Tell(Exception e)
    {
        if (!conditions.Storage.Met(e))
        {
            LogStore(logger, e);
        }
    }

    [LoggerMessage(1102, LogLevel.Error, "The store could not be used; what is due stays due and is asked for again.")]
    private static partial void LogStore(ILogger logger, Exception exception);
}
