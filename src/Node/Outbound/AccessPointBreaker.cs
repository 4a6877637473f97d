namespace SdkNode.Node.Outbound;

/// <summary>When a breaker opens and for how long.</summary>
/// <param name="Failures">Failures in a row that open it; 0: it never opens.</param>
/// <param name="Shortest">How long it is open the first time; twice as long each further time.</param>
/// <param name="Longest">The longest time.</param>
internal sealed record BreakerLimits(int Failures, TimeSpan Shortest, TimeSpan Longest);

/// <summary>What a report meant for the breaker.</summary>
internal enum BreakerChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It has opened, or opened again.</summary>
    Opened,

    /// <summary>It has answered for the first time since the start: an alarm of an earlier process is over.</summary>
    FirstAnswer,

    /// <summary>It is closed: the access point has answered again.</summary>
    Closed,
}

/// <summary>How the access point stands when a try is due.</summary>
/// <param name="IsOpen">Whether the try is not to be made.</param>
/// <param name="IsProbe">Whether the try is the one that finds out whether it answers again.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="Until">When it is asked again.</param>
/// <param name="Fault">Its last fault.</param>
internal readonly record struct BreakerState(bool IsOpen, bool IsProbe, DateTimeOffset Since, DateTimeOffset Until, string Fault);

/// <summary>
/// Leaves an access point alone that does not answer: open after a number of failures in a row, for growing times with jitter; then one
/// try is let through, and its outcome decides. One of them for each access point, in the memory of each node.
/// </summary>
internal sealed class AccessPointBreaker(BreakerLimits limits, TimeProvider clock)
{
    private const double Jitter = 0.2;

    private readonly Lock _lock = new();
    private int _failures;
    private int _openings;
    private bool _isProbing;
    private bool _hasAnswered;
    private DateTimeOffset _since;
    private DateTimeOffset _until;
    private string _fault = "";

    /// <summary>Whether a try may be made. One that is let through must be reported, or given up.</summary>
    /// <param name="isLast">Whether it is the message's last: that is always made.</param>
    public BreakerState Ask(bool isLast)
    {
        lock (_lock)
        {
            var isProbe = _openings > 0 && !_isProbing && clock.GetUtcNow() >= _until;
            _isProbing |= isProbe;
            return new BreakerState(_openings > 0 && !isProbe && !isLast, isProbe, _since, _until, _fault);
        }
    }

    /// <summary>The access point has answered, whatever it said.</summary>
    public BreakerChange Answered()
    {
        lock (_lock)
        {
            var change = _openings > 0 ? BreakerChange.Closed : _hasAnswered ? BreakerChange.None : BreakerChange.FirstAnswer;
            (_failures, _openings, _isProbing, _hasAnswered) = (0, 0, false, true);
            return change;
        }
    }

    /// <summary>The access point has not answered.</summary>
    public BreakerChange Failed(string fault, bool wasProbe)
    {
        lock (_lock)
        {
            _since = _failures++ == 0 ? clock.GetUtcNow() : _since;
            _fault = fault;
            _isProbing &= !wasProbe;
            if (limits.Failures == 0 || !(wasProbe || (_openings == 0 && _failures >= limits.Failures)))
            {
                return BreakerChange.None;
            }

            var time = limits.Shortest * Math.Pow(2, Math.Min(_openings++, 20));
            _until = clock.GetUtcNow() + ((time < limits.Longest ? time : limits.Longest) * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1))));
            return BreakerChange.Opened;
        }
    }

    /// <summary>A probe ended without telling anything: the next try is one.</summary>
    public void GiveUpProbe()
    {
        lock (_lock)
        {
            _isProbing = false;
        }
    }
}
