using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;

namespace SdkNode.As4.Sending;

/// <summary>How one try ended. Always a value; <see cref="As4Sender"/> throws only when it is cancelled by its caller.</summary>
public abstract record As4SendOutcome
{
    private protected As4SendOutcome()
    {
    }

    /// <summary>What this try signed: kept, so that a late receipt for this try is recognised (AS4-7).</summary>
    public required SignedReferences References { get; init; }

    /// <summary>Whether the last byte of the request was handed to the connection: then the peer may have the message (AS4-7).</summary>
    public required bool RequestFullySent { get; init; }

    /// <summary>
    /// Whether the answer was validly signed, but with another certificate than the metadata gives for the receiver: then the
    /// receiver may have a new one, and what was looked up is old (DIR-6). The answer itself is not believed.
    /// </summary>
    public bool SignedByAnother { get; init; }

    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The answer's body as received, empty when there was none; bounded by <see cref="As4SendOptions.MaxAnswerBytes"/>.</summary>
    public ReadOnlyMemory<byte> Answer { get; init; }

    /// <summary>What to do next (AS4-7).</summary>
    public abstract As4Disposition Disposition { get; }

    /// <summary>One line for an administrator: what happened.</summary>
    public abstract string Detail { get; }
}
