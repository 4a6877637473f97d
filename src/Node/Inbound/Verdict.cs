using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Node.Inbound;

/// <summary>The payload as it is stored.</summary>
internal sealed record StoredPayload(Guid Content, long Bytes);

/// <summary>What was found in an opened payload.</summary>
internal abstract record Verdict
{
    /// <summary>A message that is delivered; it is answered ACCEPTED.</summary>
    /// <param name="Message">The message; null of a type that is handed over without being understood (MSG-14).</param>
    /// <param name="SenderKnown">Whether the address book knows the sender; null where there is no book (DIR-7).</param>
    internal sealed record Accepted(SdkMessage? Message, bool? SenderKnown = null) : Verdict;

    /// <summary>A message that is answered REJECTED with these lines (RCPT-4).</summary>
    internal sealed record Rejected(IReadOnlyList<ReceiptLine> Lines) : Verdict;

    /// <summary>A message in which malicious content was found: answered REJECTED, kept apart, an incident (RCPT-4).</summary>
    internal sealed record Malicious(IReadOnlyList<ReceiptLine> Lines, string Signatures) : Verdict;

    /// <summary>It cannot be judged yet; it stays unopened and is tried again.</summary>
    internal sealed record NotYet(string Detail) : Verdict;

    /// <summary>A message receipt that keeps its rules; who it answers is asked in the transaction that closes the message (RCPT-6).</summary>
    internal sealed record Receipt(MessageReceipt Content) : Verdict;

    /// <summary>Neither delivered nor answered (RCPT-5).</summary>
    /// <param name="Detail">Why.</param>
    /// <param name="Signatures">What malicious content was found on the way, or null.</param>
    internal sealed record Unusable(string Detail, string? Signatures = null) : Verdict;
}
