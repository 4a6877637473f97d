namespace SdkNode.Node.Administration;

/// <summary>What became of an administrator's wish to end a message.</summary>
internal abstract record EndOutcome
{
    /// <summary>There is no such message.</summary>
    internal sealed record NotFound : EndOutcome;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Why">Why.</param>
    internal sealed record Refused(string Why) : EndOutcome;

    /// <summary>It is over.</summary>
    /// <param name="What">What that means for the message.</param>
    internal sealed record Ended(string What) : EndOutcome;
}
