using System.Collections.Concurrent;

namespace SdkNode.Node.Health;

/// <summary>How far others' clocks are from this machine's, as their HTTP answers show it. Each is unsigned and exact to a second; together they tell when ours is wrong.</summary>
internal sealed class ClockSamples(TimeProvider clock)
{
    private const int MostSources = 100;
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (TimeSpan Offset, DateTimeOffset At)> _last = new(StringComparer.Ordinal);

    /// <summary>An answer came with its sender's time.</summary>
    public void Add(string source, DateTimeOffset theirs)
    {
        if (_last.Count >= MostSources)
        {
            _last.Clear();
        }

        // A Date header has no fractions: on average it is half a second old.
        var now = clock.GetUtcNow();
        _last[source] = (theirs + TimeSpan.FromSeconds(0.5) - now, now);
    }

    /// <summary>By how much the others are ahead of us, the middle of them; null where nobody was heard within an hour.</summary>
    public (TimeSpan Offset, int Sources)? Middle()
    {
        var since = clock.GetUtcNow() - s_kept;
        var offsets = _last.Values.Where(sample => sample.At > since).Select(sample => sample.Offset).Order().ToList();
        return offsets.Count == 0 ? null : (offsets[offsets.Count / 2], offsets.Count);
    }
}

/// <summary>Takes the time from every answer that passes.</summary>
internal sealed class DateSampler(HttpMessageHandler inner, ClockSamples samples) : DelegatingHandler(inner)
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Headers.Date is { } theirs && request.RequestUri is { } address)
        {
            samples.Add(address.Authority, theirs);
        }

        return answer;
    }
}
