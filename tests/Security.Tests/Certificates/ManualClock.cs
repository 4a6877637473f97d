namespace SdkNode.Security.Tests.Certificates;

/// <summary>A clock that stands where it is set.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
