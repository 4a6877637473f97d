namespace SdkNode.As4.Sending;

/// <summary>When a transfer is tried again (AS4-7): the gaps grow threefold, so that most tries are early and the last is late.</summary>
/// <param name="Tries">All tries, the first included.</param>
/// <param name="Span">From the first try to the last.</param>
public sealed record As4RetrySchedule(int Tries, TimeSpan Span)
{
    private const double Growth = 3;

    /// <summary>The most that a gap differs from the schedule either way, as a share of it: many transfers do not all come back at once.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>5 tries spread over 4 h.</summary>
    public static As4RetrySchedule Default { get; } = new(5, TimeSpan.FromHours(4));

    /// <summary>How long to wait after a try before the next; null when the tries are used up.</summary>
    /// <param name="triesMade">Tries made so far, 1 or more.</param>
    /// <param name="chance">A random number from 0 to 1, which sets the jitter.</param>
    public TimeSpan? DelayAfter(int triesMade, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(triesMade, 1);
        if (triesMade >= Tries)
        {
            return null;
        }

        var units = (Math.Pow(Growth, Tries - 1) - 1) / (Growth - 1);
        var gap = Span * (Math.Pow(Growth, triesMade - 1) / units);
        return gap * (1 + (Jitter * ((2 * chance) - 1)));
    }
}
