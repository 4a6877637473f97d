using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Validation;

/// <summary>
/// What the logical rules must know beyond the message (RCPT-4). A question that is left out is answered in the message's
/// favour; the same rules serve both directions (RCPT-7).
/// </summary>
public sealed record MessageContext
{
    /// <summary>The envelope that the message came or will travel in; null when there is none yet.</summary>
    public XheHeader? Envelope { get; init; }

    /// <summary>True when we send: label and the sender's functional address are required then (MSG-5).</summary>
    public bool IsOutgoing { get; init; }

    /// <summary>Whether the messageId is already used: duplicate.</summary>
    public Func<MessageId, CancellationToken, ValueTask<bool>>? IsUsed { get; init; }

    /// <summary>Whether the recipient's functional address exists: else not-found (MSG-9).</summary>
    public Func<string, CancellationToken, ValueTask<bool>>? AddressExists { get; init; }

    /// <summary>Whether the message referred to is marked REJECTED: not-supported. An unknown one is not (MSG-4).</summary>
    public Func<MessageId, CancellationToken, ValueTask<bool>>? IsRejected { get; init; }

    /// <summary>Whether a file's type is taken: else not-supported. PDF always is (MSG-11).</summary>
    public Func<MessageFile, bool>? IsSupported { get; init; }
}
