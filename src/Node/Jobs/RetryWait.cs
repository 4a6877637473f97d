namespace SdkNode.Node.Jobs;

/// <summary>How long work waits that is tried until it succeeds.</summary>
internal static class RetryWait
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>5 s after the first try, twice as long after each further one, at most 15 min.</summary>
    /// <param name="attempts">Tries made before this one.</param>
    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(attempts, 10)), Longest.TotalSeconds));
}
