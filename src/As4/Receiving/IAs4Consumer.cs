namespace SdkNode.As4.Receiving;

/// <summary>
/// The node's side of receiving; a transfer calls it in this order: header, staging per part, then commit or discard. An
/// exception is answered with EBMS:0202 and given to <see cref="DiscardAsync"/>.
/// </summary>
public interface IAs4Consumer
{
    /// <summary>After WS-Security has verified the header and before an attachment is touched: serviced? duplicate? (AS4-6, AS4-7)</summary>
    ValueTask<As4Decision> CheckHeaderAsync(ReceivedUserMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Opens where the decoded octets of a payload go. The receiver writes, flushes and disposes it. Nothing in it is
    /// authentic before <see cref="CommitAsync"/>.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="part">The payload's index in <see cref="Messages.As4UserMessage.Parts"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    ValueTask<Stream> OpenStagingAsync(ReceivedUserMessage message, int part, CancellationToken cancellationToken);

    /// <summary>
    /// Everything has been verified: commit the message with its receipt, durably; or refuse. The receipt is sent only when this
    /// has answered <see cref="As4Decision.Proceed"/>.
    /// </summary>
    ValueTask<As4Decision> CommitAsync(ReceivedUserMessage message, SignedReceipt receipt, CancellationToken cancellationToken);

    /// <summary>The request was refused, by the receiver, a decision or a broken connection: delete what was staged, log why.</summary>
    /// <param name="message">The message, or null when it was refused before its header was verified.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Not the request's own: the peer may be gone.</param>
    ValueTask DiscardAsync(ReceivedUserMessage? message, As4Refusal reason, CancellationToken cancellationToken);

    /// <summary>A message to the test service was verified and gets its receipt; nothing is delivered (AS4-9).</summary>
    ValueTask TestServiceCalledAsync(ReceivedUserMessage message, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
