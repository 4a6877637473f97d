namespace SdkNode.Crash.Network;

/// <summary>What happens to one TCP connection.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Relayed">Whether it goes through the relay, which duplicates requests and loses answers.</param>
/// <param name="RequestBytes">After how many octets towards the node it is cut.</param>
/// <param name="AnswerBytes">After how many octets from the node it is cut.</param>
/// <param name="Delay">How long every piece waits.</param>
/// <param name="Life">After which time it is cut, wherever it is.</param>
/// <param name="Reset">Whether a cut is a reset, else an orderly end in the middle.</param>
internal sealed record LinePlan(string Name, bool Relayed, long RequestBytes, long AnswerBytes, TimeSpan Delay, TimeSpan Life, bool Reset)
{
    /// <summary>A connection to which nothing happens.</summary>
    public static LinePlan Calm { get; } = new("calm", false, long.MaxValue, long.MaxValue, TimeSpan.Zero, Timeout.InfiniteTimeSpan, false);

    /// <summary>Draws a plan: one connection in five is relayed, one in eight each is cut on the way there, cut on the way back, slow.</summary>
    public static LinePlan Draw(Random random)
    {
        // A message of 10 KB on a new TLS connection is some 20 KB there and 10 KB back; handshakes are cut too.
        var plan = Calm with { Name = "clean", Life = TimeSpan.FromSeconds(Chance.Spread(random, 3, 30)), Reset = random.Next(2) == 0 };
        return random.Next(40) switch
        {
            < 8 => plan with { Name = "relayed", Relayed = true },
            < 13 => plan with { Name = "cut on the way there", RequestBytes = Chance.Spread(random, 300, 1_000_000) },
            < 18 => plan with { Name = "cut on the way back", AnswerBytes = Chance.Spread(random, 300, 100_000) },
            < 23 => plan with { Name = "slow", Delay = TimeSpan.FromMilliseconds(Chance.Spread(random, 10, 400)) },
            _ => plan,
        };
    }
}
