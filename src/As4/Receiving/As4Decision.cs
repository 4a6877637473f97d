using SdkNode.As4.Messages;

namespace SdkNode.As4.Receiving;

/// <summary>What the consumer says about a message, at its header or at its commit.</summary>
public abstract record As4Decision
{
    private As4Decision()
    {
    }

    /// <summary>At the header: read the attachments. At the commit: message and receipt are stored; send the receipt.</summary>
    public static As4Decision Proceed { get; } = new Accept();

    /// <summary>Go on.</summary>
    public sealed record Accept : As4Decision;

    /// <summary>Answer with this error; nothing was stored.</summary>
    /// <param name="Error">The error, such as EBMS:0004 NOT_SERVICED (AS4-6).</param>
    public sealed record Refuse(As4Error Error) : As4Decision
    {
        /// <summary>Makes the error from its code.</summary>
        public Refuse(As4ErrorCode code, string? detail = null)
            : this(As4Error.Make(code, detail))
        {
        }
    }

    /// <summary>
    /// The message is stored already (AS4-7). With equal references the receiver answers with these bytes; with others it
    /// reads and verifies the attachments, delivers nothing, and answers with a new receipt over the new references.
    /// </summary>
    /// <param name="StoredReceipt">The bytes of the receipt given then: <see cref="SignedReceipt.Body"/>.</param>
    public sealed record Duplicate(ReadOnlyMemory<byte> StoredReceipt) : As4Decision;

    /// <summary>Not now: HTTP 503, or 429 when it is this peer that asks too much.</summary>
    /// <param name="RetryAfter">When to come back.</param>
    /// <param name="PeerIsTooEager">True gives 429 instead of 503.</param>
    public sealed record TurnAway(TimeSpan? RetryAfter = null, bool PeerIsTooEager = false) : As4Decision;
}
