namespace SdkNode.Node.Tests.Federation.World;

/// <summary>The machine's time, moved by as much as a test says.</summary>
internal sealed class TestClock(TimeSpan ahead = default) : TimeProvider
{
    private long _ahead = ahead.Ticks;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}
