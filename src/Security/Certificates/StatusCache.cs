using System.Collections.Concurrent;

namespace SdkNode.Security.Certificates;

/// <summary>An answer, or why there is none, and until when to go by it.</summary>
internal sealed record StatusEntry<T>(T? Value, string Detail, DateTimeOffset ValidUntil)
    where T : class;

/// <summary>
/// Remembers answers while they are valid. Look-ups of one thing at the same time share one fetch, which goes on when a caller
/// gives up; failures are remembered for a short while, so that an outage does not slow every message down.
/// </summary>
internal sealed class StatusCache<T>(TimeProvider clock)
    where T : class
{
    private const int SweepAt = 4096;

    private readonly ConcurrentDictionary<string, Lazy<Task<StatusEntry<T>>>> _entries = new(StringComparer.Ordinal);

    /// <summary>The answer under a key, fetched where there is none that is valid. A fetch that throws is not remembered.</summary>
    public async ValueTask<StatusEntry<T>> GetAsync(string key, Func<Task<StatusEntry<T>>> fetch, CancellationToken cancellationToken)
    {
        var mine = new Lazy<Task<StatusEntry<T>>>(fetch);
        while (true)
        {
            var lookup = _entries.GetOrAdd(key, mine);
            var entry = await AwaitAsync(key, lookup, cancellationToken);
            if (entry.ValidUntil > clock.GetUtcNow() || ReferenceEquals(lookup, mine))
            {
                return entry;
            }

            // Whoever removes the outdated entry first makes room for one new fetch; the others join it.
            _entries.TryRemove(KeyValuePair.Create(key, lookup));
            Sweep();
        }
    }

    /// <summary>What is remembered, and until when.</summary>
    public IReadOnlyList<(string Key, StatusEntry<T> Entry)> Kept() =>
        [.. _entries.Where(entry => entry.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(entry => (entry.Key, entry.Value.Value.Result))];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _entries.Clear();

    private async ValueTask<StatusEntry<T>> AwaitAsync(string key, Lazy<Task<StatusEntry<T>>> lookup, CancellationToken cancellationToken)
    {
        try
        {
            return await lookup.Value.WaitAsync(cancellationToken);
        }
        catch when (lookup.Value.IsFaulted)
        {
            _entries.TryRemove(KeyValuePair.Create(key, lookup));
            throw;
        }
    }

    private void Sweep()
    {
        if (_entries.Count < SweepAt)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var (key, lookup) in _entries)
        {
            if (lookup.IsValueCreated && lookup.Value.IsCompletedSuccessfully && lookup.Value.Result.ValidUntil <= now)
            {
                _entries.TryRemove(KeyValuePair.Create(key, lookup));
            }
        }
    }
}
