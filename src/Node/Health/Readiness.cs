using SdkNode.Node.Lifecycle;

namespace SdkNode.Node.Health;

/// <summary>
/// Whether the node should be given work (DESIGN 5): store writable, node key and private keys usable, not stopping. Directories that
/// do not answer are alarms and no unreadiness: another node would not reach them either.
/// </summary>
internal sealed class Readiness(StorageProbe storage, StorageWatch watch, KeyProbe keys, Drain drain, TimeProvider clock) : IDisposable
{
    /// <summary>However often it is asked, the store is not written to more often than this.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>How long a good answer holds, unless somebody's work meets a fault meanwhile.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyList<HealthCheck> _last = [];
    private long _lastAt;

    /// <summary>All checks; at most five seconds old, except that a stop shows at once.</summary>
    public async Task<IReadOnlyList<HealthCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (IsOld())
            {
                _last = [.. await storage.RunAsync(cancellationToken), .. keys.Run()];
                _lastAt = clock.GetTimestamp();
            }

            return [Running(), .. _last];
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private bool IsOld()
    {
        var age = clock.GetElapsedTime(_lastAt);
        return _last.Count == 0 || age > Keep || (age > Least && (watch.MetAt > _lastAt || !_last.All(check => check.Ok)));
    }

    private HealthCheck Running() => drain.HasBegun ? new HealthCheck("running", "The node is stopping.", "Start it again when it has stopped.") : new HealthCheck("running");
}
