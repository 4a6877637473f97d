using SdkNode.Node.Alarms;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Outbound;

/// <summary>Watches for a message receipt (RCPT-6): an alarm when it is late, the end when it has not come within the configured time.</summary>
internal sealed class AwaitReceiptFlow(MessageStore store, SettingsGap gap, AlarmList alarms, TimeProvider clock) : IWorkFlow
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

        if (await gap.FindEnvironmentAsync(work, message, cancellationToken) is not { Setup.Options: { } options })
        {
            return;
        }

        // 1. Late: say so, and go on waiting.
        if (work.Attempts == 0 && options.MessageReceiptWarning < options.MessageReceiptTimeout)
        {
            var end = clock.GetUtcNow() + (options.MessageReceiptTimeout - options.MessageReceiptWarning);
            var late = $"No message receipt has come within {options.MessageReceiptWarning}; the message fails at {end:yyyy-MM-dd HH:mm}Z without one.";
            await EndAsync(work, message, (db, row) => db.Add(Events.Step(row, clock, late)), late, end, cancellationToken);
            return;
        }

        // 2. Over: the message has failed; a receipt that still comes is recorded and changes nothing.
        const string Over = "No message receipt received within the time allowed.";
        await EndAsync(work, message, (db, row) => Events.Fail(db, row, clock, $"{Over} {Remedy}"), $"{Over} The message has failed.", again: null, cancellationToken);
    }

    // A receipt may come at the same instant: the alarm stands only for a message that is still waiting.
    private async Task EndAsync(WorkRow work, MessageRow message, Action<NodeDb, MessageRow> change, string alarm, DateTimeOffset? again, CancellationToken cancellationToken)
    {
        var waiting = false;
        var mine = await store.EndStepAsync(work, (db, row) =>
        {
            waiting = !row.Status.IsFinal();
            if (waiting)
            {
                change(db, row);
            }
        }, again, cancellationToken);
        if (!mine || !waiting)
        {
            return;
        }

        await alarms.RaiseAsync(AlarmKinds.ReceiptOverdue, message.Environment, message.XheId, $"To {message.To}: {alarm}", Remedy, cancellationToken);
        if (await store.FindAsync(message.Id, cancellationToken) is { Status: MessageStatus.Accepted } or { Mark: MessageMark.Rejected })
        {
            // It came between the two, and found no alarm to close yet.
            await alarms.ClearAsync(AlarmKinds.ReceiptOverdue, message.Environment, message.XheId, cancellationToken);
        }
    }
}
