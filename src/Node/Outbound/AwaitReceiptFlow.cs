using SdkNode.Node.Alarms;
using SdkNode.Node.Hosting;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Outbound;

/// <summary>Watches for a message receipt (RCPT-6): an alarm when it is late, the end when it has not come within the configured time.</summary>
internal sealed class AwaitReceiptFlow(MessageStore store, EnvironmentRuntimes environments, AlarmList alarms, TimeProvider clock) : IWorkFlow
{
    private const string Remedy = "Ask the receiver whether the message arrived before sending it again.";

    /// <inheritdoc />
    public async Task RunAsync(WorkRow work, CancellationToken cancellationToken)
    {
        var message = await store.FindAsync(work.MessageId, cancellationToken);
        if (message is null || message.Status.IsFinal())
        {
            await store.EndStepAsync(work, static (_, _) => { }, again: null, cancellationToken);
            return;
        }

        // 1. Late: say so, and go on waiting.
        var options = environments[message.Environment].Setup.Options;
        if (work.Attempts == 0 && options.MessageReceiptWarning < options.MessageReceiptTimeout)
        {
            var end = clock.GetUtcNow() + (options.MessageReceiptTimeout - options.MessageReceiptWarning);
            var late = $"No message receipt has come within {options.MessageReceiptWarning}; the message fails at {end:yyyy-MM-dd HH:mm}Z without one.";
            await AlarmAsync(message, late, cancellationToken);
            var waits = await store.EndStepAsync(work, (db, row) => db.Add(Events.Step(row, clock, late)), end, cancellationToken);
            await ClearUnlessAsync(waits, message, cancellationToken);
            return;
        }

        // 2. Over: the message has failed; a receipt that still comes is recorded and changes nothing.
        await AlarmAsync(message, "No message receipt received within the time allowed; the message has failed.", cancellationToken);
        var failed = await store.EndStepAsync(work, (db, row) =>
        {
            if (!row.Status.IsFinal())
            {
                Events.Fail(db, row, clock, $"No message receipt received within the time allowed. {Remedy}");
            }
        }, again: null, cancellationToken);
        await ClearUnlessAsync(failed, message, cancellationToken);
    }

    // The receipt that came in this very instant found no alarm to close yet.
    private async Task ClearUnlessAsync(bool isOverdue, MessageRow message, CancellationToken cancellationToken)
    {
        if (!isOverdue && await store.FindAsync(message.Id, cancellationToken) is { } now && (now.Status == MessageStatus.Accepted || now.Mark == MessageMark.Rejected))
        {
            await alarms.ClearAsync(AlarmKinds.ReceiptOverdue, message.Environment, message.XheId, cancellationToken);
        }
    }

    private Task AlarmAsync(MessageRow message, string detail, CancellationToken cancellationToken) =>
        alarms.RaiseAsync(AlarmKinds.ReceiptOverdue, message.Environment, message.XheId, $"To {message.To}: {detail}", Remedy, cancellationToken);
}
