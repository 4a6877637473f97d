namespace SdkNode.Node.Administration;

/// <summary>What became of an administrator's retry.</summary>
internal abstract record RetryOutcome
{
    /// <summary>There is no such message.</summary>
    internal sealed record NotFound : RetryOutcome;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Why">Why, and what can be done instead.</param>
    internal sealed record Refused(string Why) : RetryOutcome;

    /// <summary>What was waiting or set aside is due now; ids and sealed octets stay (API-3).</summary>
    /// <param name="What">What happens next.</param>
    internal sealed record Due(string What) : RetryOutcome;

    /// <summary>The message stays failed, and its content goes out as a new message of the same conversation (API-3).</summary>
    /// <param name="Id">The new message's internal id.</param>
    /// <param name="XheId">Its messageId.</param>
    internal sealed record Anew(Guid Id, string XheId) : RetryOutcome;
}
