using SdkNode.As4.Receipts;

namespace SdkNode.As4.Receiving;

/// <summary>A receipt that we have signed: commit it with the message, then it is sent (AS4-4, DESIGN 2 In 3).</summary>
public sealed record SignedReceipt
{
    internal SignedReceipt()
    {
    }

    /// <summary>The receipt's own MessageId.</summary>
    public required string MessageId { get; init; }

    /// <summary>The message that it is for.</summary>
    public required string RefToMessageId { get; init; }

    /// <summary>What it acknowledges.</summary>
    public required SignedReferences References { get; init; }

    /// <summary>The SOAP envelope as it is sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
