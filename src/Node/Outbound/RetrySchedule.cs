using SdkNode.Node.Configuration;

namespace SdkNode.Node.Outbound;

/// <summary>When the next try is due: the wait doubles, is capped, and has jitter so that many messages do not come back at once (AS4-7).</summary>
internal static class RetrySchedule
{
    /// <summary>The wait after try number <paramref name="made"/>; null when the tries are used up.</summary>
    public static TimeSpan? Next(RetryOptions options, int made)
    {
        if (made >= options.Attempts)
        {
            return null;
        }

        var wait = Math.Min(options.FirstDelay.TotalSeconds * Math.Pow(2, made - 1), options.MaxDelay.TotalSeconds);
        var jitter = 0.9 + (Random.Shared.NextDouble() * 0.2);
        return TimeSpan.FromSeconds(wait * jitter);
    }
}
