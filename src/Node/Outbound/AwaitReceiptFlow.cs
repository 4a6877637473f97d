using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Outbound;

/// <summary>The end of waiting: no message receipt within the configured time (RCPT-6).</summary>
internal sealed class AwaitReceiptFlow(MessageStore store, TimeProvider clock) : IWorkFlow
{
    /// <inheritdoc />
    public Task RunAsync(WorkRow work, CancellationToken cancellationToken) =>
        store.EndStepAsync(work, (db, message) =>
        {
            if (!message.Status.IsFinal())
            {
                message.Mark = MessageMark.Error;
                db.Add(Events.Move(message, MessageStatus.MessageExchangeError, clock, "No message receipt received within the time allowed. Ask the receiver whether the message arrived before sending it again."));
            }
        }, again: null, cancellationToken);
}
