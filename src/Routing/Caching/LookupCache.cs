using SdkNode.Security;

namespace SdkNode.Routing.Caching;

/// <summary>What a look-up found, and how long it may be kept.</summary>
internal sealed record Found<T>(T Value, DateTimeOffset Until)
    where T : class;

/// <summary>An answer of the cache.</summary>
/// <param name="Result">What was found, or why nothing was.</param>
/// <param name="WasKept">True when it was found by an earlier question.</param>
internal readonly record struct CacheAnswer<T>(Result<Found<T>, RoutingFault> Result, bool WasKept)
    where T : class;

/// <summary>
/// DIR-6: keeps what look-ups found until its end, at most a number of entries; faults are never kept. Questions that
/// come while the same one is being asked wait for its answer.
/// </summary>
internal sealed class LookupCache<TKey, T>(int capacity, TimeProvider clock)
    where TKey : notnull
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Found<T>> _kept = [];
    private readonly Dictionary<TKey, Asking> _asking = [];

    /// <summary>The kept answer, or that of <paramref name="lookUp"/>, which runs to its end even if this caller gives up.</summary>
    public async ValueTask<CacheAnswer<T>> GetAsync(TKey key, Func<TKey, Task<Result<Found<T>, RoutingFault>>> lookUp, CancellationToken cancellationToken)
    {
        Task<Result<Found<T>, RoutingFault>> answer;
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var found) && found.Until > clock.GetUtcNow())
            {
                return new CacheAnswer<T>(found, WasKept: true);
            }

            if (!_asking.TryGetValue(key, out var asking))
            {
                asking = new Asking();
                _asking[key] = asking;
                // Started on another thread: the look-up must not run inside the lock.
                asking.Answer = Task.Run(() => AskAsync(key, asking, lookUp), CancellationToken.None);
            }

            answer = asking.Answer;
        }

        return new CacheAnswer<T>(await answer.WaitAsync(cancellationToken), WasKept: false);
    }

    /// <summary>What is kept now, and until when.</summary>
    public IReadOnlyList<(TKey Key, DateTimeOffset Until)> Kept()
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            return [.. _kept.Where(entry => entry.Value.Until > now).Select(entry => (entry.Key, entry.Value.Until))];
        }
    }

    /// <summary>The next question is asked anew; the answer to one that is on its way is not kept.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _kept.Remove(key);
            _asking.Remove(key);
        }
    }

    /// <summary>
    /// Forgets what turned out to be useless, unless another caller has already had it looked up anew: so many callers
    /// that meet the same useless answer cause one look-up.
    /// </summary>
    /// <returns>True when it was still kept.</returns>
    public bool Discard(TKey key, Found<T> useless)
    {
        lock (_lock)
        {
            return _kept.TryGetValue(key, out var kept) && ReferenceEquals(kept, useless) && _kept.Remove(key);
        }
    }

    private async Task<Result<Found<T>, RoutingFault>> AskAsync(TKey key, Asking asking, Func<TKey, Task<Result<Found<T>, RoutingFault>>> lookUp)
    {
        Found<T>? found = null;
        try
        {
            var result = await lookUp(key);
            found = result.Value;
            return result;
        }
        finally
        {
            End(key, asking, found);
        }
    }

    private void End(TKey key, Asking asking, Found<T>? found)
    {
        lock (_lock)
        {
            if (!_asking.TryGetValue(key, out var current) || current != asking)
            {
                return; // Forgotten meanwhile: this answer is too old to keep.
            }

            _asking.Remove(key);
            if (found is not null && found.Until > clock.GetUtcNow())
            {
                MakeRoom();
                _kept[key] = found;
            }
        }
    }

    private void MakeRoom()
    {
        if (_kept.Count < capacity)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var (key, found) in _kept)
        {
            if (found.Until <= now)
            {
                _kept.Remove(key);
            }
        }

        if (_kept.Count >= capacity)
        {
            _kept.Remove(_kept.MinBy(entry => entry.Value.Until).Key);
        }
    }

    /// <summary>A question on its way; its identity tells it from a later one about the same key.</summary>
    private sealed class Asking
    {
        public Task<Result<Found<T>, RoutingFault>> Answer { get; set; } = null!;
    }
}
