namespace SdkNode.FaultNode;

/// <summary>The machine's clock, wrong by a fixed time.</summary>
internal sealed class WrongClock(TimeSpan error) : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + error;
}
