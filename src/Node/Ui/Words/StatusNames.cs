using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Ui.Words;

/// <summary>What people are told of where a message is.</summary>
internal static class StatusNames
{
    /// <summary>Of a message in a mailbox.</summary>
    public static string Of(MessageRow message, MailboxItem item, Language l) => message.Direction == Direction.Incoming
        ? item.IsHandled ? l["Registrerat", "Registered"] : item.IsRead ? l["Läst", "Read"] : l["Nytt", "New"]
        : Of(message.Status, message.Mark, l);

    /// <summary>Of a status.</summary>
    public static string Of(MessageStatus status, MessageMark mark, Language l) => status switch
    {
        MessageStatus.Scheduled => l["Väntar på att skickas", "Waits to be sent"],
        MessageStatus.Submitted => l["Skickas", "Being sent"],
        MessageStatus.ScheduledForResend => l["Skickas igen snart", "Will be sent again soon"],
        MessageStatus.Acknowledge => l["Hos mottagarens accesspunkt", "At the receiver's access point"],
        MessageStatus.WaitingForReceipt => l["Väntar på meddelandekvittens", "Waits for the receipt"],
        MessageStatus.Accepted => l["Mottaget", "Accepted"],
        MessageStatus.Retrieved => l["Hämtat", "Retrieved"],
        MessageStatus.ReceiptSent => l["Kvitteras", "Receipt on its way"],
        MessageStatus.New => l["I brevlådan", "In the mailbox"],
        _ => mark == MessageMark.Rejected ? l["Avvisat av mottagaren", "Rejected by the receiver"] : l["Misslyckat", "Failed"],
    };

    /// <summary>The tone: <c>ok</c>, <c>bad</c> or none.</summary>
    public static string Tone(MessageStatus status) => status switch
    {
        MessageStatus.Accepted => "ok",
        MessageStatus.MessageExchangeError => "bad",
        _ => "plain",
    };
}
