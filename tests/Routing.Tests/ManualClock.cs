namespace SdkNode.Routing.Tests;

/// <summary>A clock that shows the time set; its timers are the machine's.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
