namespace SdkNode.Node.Limits;

/// <summary>
/// How much of something one party may use a minute. A whole minute's worth may be used at once; then it comes back evenly. What is known
/// only afterwards is charged afterwards, and owed.
/// </summary>
/// <param name="perMinute">How much; 0: without limit.</param>
/// <param name="clock">The time.</param>
internal sealed class Budget(long perMinute, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private double _left = perMinute;
    private long _at = clock.GetTimestamp();

    /// <summary>How long to wait until there is anything left; zero when there is.</summary>
    public TimeSpan Wait()
    {
        if (perMinute == 0)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            Refill();
            return _left >= 1 ? TimeSpan.Zero : TimeSpan.FromMinutes((1 - _left) / perMinute);
        }
    }

    /// <summary>Uses so much, whether it is there or not. What is owed is a minute's worth at most: nobody is shut out for longer.</summary>
    public void Charge(long amount)
    {
        lock (_lock)
        {
            Refill();
            _left = Math.Max(_left - amount, -perMinute);
        }
    }

    private void Refill()
    {
        var now = clock.GetTimestamp();
        _left = Math.Min(perMinute, _left + (perMinute * clock.GetElapsedTime(_at, now).TotalMinutes));
        _at = now;
    }
}
