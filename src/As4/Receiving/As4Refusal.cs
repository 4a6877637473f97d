using SdkNode.As4.Messages;

namespace SdkNode.As4.Receiving;

/// <summary>Why a request was refused: for our log and alarms, more than the peer learns.</summary>
public sealed record As4Refusal
{
    /// <summary>The HTTP status of the answer.</summary>
    public required int HttpStatus { get; init; }

    /// <summary>The ebMS error that the peer gets, or null when the request was turned away as not AS4.</summary>
    public As4Error? Error { get; init; }

    /// <summary>What was wrong, with the rule's id. Never sent to the peer, never content.</summary>
    public required string Detail { get; init; }

    /// <summary>The MessageId as the request claims it, or null when it could not be read. Untrusted.</summary>
    public string? ClaimedMessageId { get; init; }

    /// <summary>The From/PartyId as the request claims it, or null. Untrusted.</summary>
    public string? ClaimedParty { get; init; }

    /// <summary>The unexpected exception of a consumer (answered EBMS:0202), or null. The host logs it.</summary>
    public Exception? Exception { get; init; }
}
