using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Administration;

/// <summary>
/// An administrator ends a message that is in no final status: it fails, and the work on it is removed. A step that is running finds
/// its work gone and changes nothing.
/// </summary>
internal sealed class MessageEnd(OpenedStore store, TimeProvider clock)
{
    /// <summary>Ends a message.</summary>
    /// <param name="id">Its internal id.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="reason">Why, for the timeline.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<EndOutcome> RunAsync(Guid id, string by, string reason, CancellationToken cancellationToken)
    {
        EndOutcome outcome = new EndOutcome.NotFound();
        await StoreTransaction.RunAsync(store.Open, async db =>
        {
            if (await MessageSituation.ReadAsync(db, id, store.Work, cancellationToken) is not { } situation)
            {
                return false;
            }

            if (situation.WhyNoEnd is { } why)
            {
                outcome = new EndOutcome.Refused(why);
                return false;
            }

            var words = $"Ended by an administrator ({by}): {reason}";
            outcome = new EndOutcome.Ended(End(db, situation, words));
            foreach (var message in new[] { situation.Message, situation.Receipt }.OfType<MessageRow>())
            {
                AlarmList.Close(db, AlarmKinds.DeadLetter, message.Environment, message.XheId, clock.GetUtcNow());
            }

            db.Add(EventLog.Administered(EventLog.MessageEnded, situation.Message, clock, words));
            return true;
        }, cancellationToken);
        return outcome;
    }

    private string End(NodeDb db, MessageSituation situation, string words)
    {
        switch (situation)
        {
            // A delivery that is set aside, of a message that has arrived: the message is not touched.
            case { IsOver: true }:
                db.Work.RemoveRange(situation.SetAside);
                db.Add(Events.Step(situation.Message, clock, $"{words} The work that was set aside is given up: {Kinds(situation.SetAside)}."));
                return $"The work that was set aside is given up ({Kinds(situation.SetAside)}); the message stays {situation.Message.Status.Code()}.";

            case { Message.Kind: MessageKind.MessageReceipt, Message.Direction: Direction.Outgoing }:
                EndReceipt(db, situation.Message, situation.Work, words);
                return "The message receipt is not sent any more; the message that it answers fails, and its content stays readable.";

            // Judged, and perhaps in somebody's hands: only its message receipt is still on its way.
            case { Receipt: { } receipt }:
                EndReceipt(db, receipt, situation.Work.Where(work => work.MessageId == receipt.Id || work.DeadAt is not null), words);
                return "Its message receipt is not sent any more; the message has failed, and its content stays readable.";

            default:
                db.Work.RemoveRange(situation.Work);
                var unopened = situation.Message is { Direction: Direction.Incoming, Kind: MessageKind.Message, Status: MessageStatus.Retrieved };
                Events.Fail(db, situation.Message, clock, unopened ? $"{words} No message receipt is sent (RCPT-5)." : words);
                return unopened ? "It has failed unopened; the sender gets no message receipt." : "It has failed.";
        }
    }

    // As when its tries are used up.
    private void EndReceipt(NodeDb db, MessageRow receipt, IEnumerable<WorkRow> work, string words)
    {
        db.Work.RemoveRange(work);
        db.Add(Events.Move(receipt, MessageStatus.MessageExchangeError, clock, words));
        AnsweredMessage.ReceiptNotDelivered(db, receipt, words, clock);
    }

    private static string Kinds(IEnumerable<WorkRow> work) => string.Join(", ", work.Select(row => row.Kind));
}
