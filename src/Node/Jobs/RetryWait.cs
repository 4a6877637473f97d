namespace SdkNode.Node.Jobs;

/// <summary>How long work waits that is tried until it succeeds.</summary>
internal static class RetryWait
{
    /// <summary>The most that a wait differs either way, as a share of it: what an outage held back does not all come at once.</summary>
    public const double Jitter = 0.1;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>5 s after the first try, twice as long after each further one, at most 15 min; each with jitter.</summary>
    /// <param name="attempts">Tries made before this one.</param>
    public static TimeSpan After(int attempts) => Spread(TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(attempts, 10)), Longest.TotalSeconds)));

    /// <summary>A wait with jitter.</summary>
    public static TimeSpan Spread(TimeSpan wait) => wait * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
}
