namespace SdkNode.Node.Tests.Support;

/// <summary>A clock that shows the time set; its timers are the machine's.</summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
