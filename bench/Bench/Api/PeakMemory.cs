namespace SdkNode.Bench.Api;

/// <summary>The most physical memory that this process has, above what it has at rest, while something is done.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private long _peak;

    private PeakMemory(long idle)
    {
        (Idle, _peak) = (idle, idle);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Octets at rest.</summary>
    public long Idle { get; }

    /// <summary>Octets above that.</summary>
    public long Above => Math.Max(_peak, Environment.WorkingSet) - Idle;

    /// <summary>Begins, after a collection.</summary>
    public static PeakMemory Begin()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return new PeakMemory(Environment.WorkingSet);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                _peak = Math.Max(_peak, Environment.WorkingSet);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the watch.
        }
    }
}
