using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Inbound;

/// <summary>
/// Matches a message receipt to the message that it answers and closes that (RCPT-6). The first valid receipt, or the
/// time-out, decides; later ones are recorded and change nothing.
/// </summary>
internal static class ReceivedReceipts
{
    /// <summary>Closes the answered message within the transaction that ends the receipt's own work.</summary>
    public static void Close(NodeDb db, MessageRow receipt, MessageReceipt content, StoredPayload payload, TimeProvider clock)
    {
        receipt.Payload = payload.Content;
        receipt.PayloadBytes = payload.Bytes;
        receipt.Answers = content.AnsweredId;
        receipt.Verdict = content.IsAccepted ? "ACCEPTED" : "REJECTED";
        receipt.ArrivedAt ??= clock.GetUtcNow();

        // DocumentReference/ID decides, compared as the UUID that it is.
        var answers = MessageId.TryParse(content.AnsweredId, out var id) ? id.Uuid.ToString("D") : content.AnsweredId;
        var message = StoreQueries.Of(db).ByXheId(db, receipt.Environment, receipt.Participant, Direction.Outgoing, answers, 0);
        if (message is not { Kind: MessageKind.Message })
        {
            End(db, receipt, clock, $"It answers {answers}, which this participant has not sent.");
        }
        else if (Disagreement(receipt, message, content) is { } disagreement)
        {
            End(db, receipt, clock, disagreement);
            db.Add(Events.Step(message, clock, $"A message receipt was refused: {disagreement}"));
        }
        else
        {
            db.Add(Events.Move(receipt, MessageStatus.New, clock, $"Answers {answers}: {receipt.Verdict}."));
            Decide(db, message, content, clock);
        }
    }

    private static void Decide(NodeDb db, MessageRow message, MessageReceipt content, TimeProvider clock)
    {
        if (message.Status.IsFinal())
        {
            db.Add(Events.Step(message, clock, $"A later message receipt {(content.IsAccepted ? "ACCEPTED" : "REJECTED")} was recorded; the status does not change."));
            return;
        }

        // The rejection and its lines are one thing that happened, whatever order they are shown in (API-4).
        var now = clock.GetUtcNow();
        if (!content.IsAccepted)
        {
            db.Add(new MessageEventRow { MessageId = message.Id, At = now, Code = MessageMark.Rejected.Code(), Detail = $"The receiver's message receipt {content.Id} rejects the message." });
        }

        foreach (var line in content.Lines)
        {
            db.Add(new MessageEventRow { MessageId = message.Id, At = now, Code = line.Code, Title = line.Reason, Detail = line.Text, In = line.LineId });
        }

        if (!content.IsAccepted)
        {
            message.Mark = MessageMark.Rejected;
        }

        db.Add(content.IsAccepted
            ? Events.Move(message, MessageStatus.Accepted, clock, "The receiver accepted the message.")
            : Events.Move(message, MessageStatus.MessageExchangeError, clock, "The receiver rejected the message."));
        AlarmList.Close(db, AlarmKinds.ReceiptOverdue, message.Environment, message.XheId, now);
        AlarmList.Close(db, AlarmKinds.DeadLetter, message.Environment, message.XheId, now);

        // A try that is on its way records its own end.
        db.Work.RemoveRange(StoreQueries.Of(db).WaitingWork(db, message.Id));
    }

    private static string? Disagreement(MessageRow receipt, MessageRow message, MessageReceipt content)
    {
        if (!Same(receipt.From, message.To) || !Same(content.Sender.Value, message.To))
        {
            return $"The receipt comes from {receipt.From} (in it {content.Sender}); the message went to {message.To} (RCPT-6).";
        }

        if (!Same(receipt.To, message.From) || !Same(content.Receiver.Value, message.From))
        {
            return $"The receipt is for {receipt.To} (in it {content.Receiver}); the message came from {message.From} (RCPT-6).";
        }

        return Model(receipt) == Model(message) ? null : "The receipt came under another transport model than the message (ID-8).";
    }

    private static void End(NodeDb db, MessageRow receipt, TimeProvider clock, string detail)
    {
        Events.Fail(db, receipt, clock, detail);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static TransportModel? Model(MessageRow row) => DocumentTypeIdentifier.Parse(row.DocumentType).Value?.TransportModel;
}
