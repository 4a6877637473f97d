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
    internal sealed record Accepted(SdkMessage? Message) : Verdict;

    /// <summary>A message that is answered REJECTED with these lines (RCPT-4).</summary>
    internal sealed record Rejected(IReadOnlyList<ReceiptLine> Lines) : Verdict;

    /// <summary>A message receipt that keeps its rules; who it answers is asked in the transaction that closes the message (RCPT-6).</summary>
    internal sealed record Receipt(MessageReceipt Content) : Verdict;

    /// <summary>Neither delivered nor answered (RCPT-5).</summary>
    internal sealed record Unusable(string Detail) : Verdict;
}
