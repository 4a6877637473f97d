namespace SdkNode.Crash.Federation;

/// <summary>What a node is told when it is started.</summary>
/// <param name="ClockError">By how much its clock is wrong.</param>
/// <param name="DieAt">A fault point and at which time of coming there it dies; null: nowhere.</param>
internal sealed record NodeStart(TimeSpan ClockError, (string Point, int Time)? DieAt = null);
