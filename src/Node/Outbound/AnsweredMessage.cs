using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Outbound;

/// <summary>What the fate of our message receipt means for the incoming message that it answers (API-3).</summary>
internal static class AnsweredMessage
{
    /// <summary>The sender has our receipt: an accepted message becomes NEW; a rejected one has ended.</summary>
    public static void ReceiptDelivered(NodeDb db, MessageRow receipt, TimeProvider clock)
    {
        if (Find(db, receipt) is not { } message)
        {
            return;
        }

        db.Add(receipt.Verdict == "ACCEPTED"
            ? Events.Move(message, MessageStatus.New, clock, "The sender has our message receipt ACCEPTED.")
            : Events.Move(message, MessageStatus.MessageExchangeError, clock, "The sender has our message receipt REJECTED."));
    }

    /// <summary>Our receipt could not be delivered: the message ends with an error, its content stays readable.</summary>
    public static void ReceiptNotDelivered(NodeDb db, MessageRow receipt, string detail, TimeProvider clock)
    {
        if (Find(db, receipt) is { } message && !message.Status.IsFinal())
        {
            Events.Fail(db, message, clock, $"Our message receipt could not be delivered: {detail}");
        }
    }

    private static MessageRow? Find(NodeDb db, MessageRow receipt) =>
        StoreQueries.Of(db).ByXheId(db, receipt.Environment, receipt.Participant, Direction.Incoming, receipt.Answers, receipt.Copy);
}
