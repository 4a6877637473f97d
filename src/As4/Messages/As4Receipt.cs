using SdkNode.As4.Receipts;

namespace SdkNode.As4.Messages;

/// <summary>An <c>eb:Receipt</c> signal with its non-repudiation information (AS4-4).</summary>
public sealed record As4Receipt
{
    /// <summary>The signal's own MessageId.</summary>
    public required string MessageId { get; init; }

    /// <summary>When the peer made it, by its own clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The MessageId of the message that was got.</summary>
    public required string RefToMessageId { get; init; }

    /// <summary>What the receiver says that it got.</summary>
    public required SignedReferences References { get; init; }
}
