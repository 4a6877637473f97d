namespace SdkNode.Crash.Kills;

/// <summary>How a node is to die the next time.</summary>
/// <param name="Number">Which of all kills it is.</param>
/// <param name="Point">The fault point; null: at any instant, from outside.</param>
/// <param name="Pace">At which time of coming to the point; of a random instant: after how many messages that have been sent since.</param>
/// <param name="Pause">Of a random instant: how long after that.</param>
internal sealed record KillOrder(int Number, string? Point, int Pace, TimeSpan Pause);
