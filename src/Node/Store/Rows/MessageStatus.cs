namespace SdkNode.Node.Store.Rows;

/// <summary>Where a message is (API-3). The name on the wire is <see cref="MessageStatuses.Code"/>.</summary>
internal enum MessageStatus
{
    /// <summary>Outgoing: stored, waiting to be sealed and sent.</summary>
    Scheduled,

    /// <summary>Outgoing: a try is being made.</summary>
    Submitted,

    /// <summary>Outgoing: a try failed and another one is due.</summary>
    ScheduledForResend,

    /// <summary>Outgoing: the receiving access point has it.</summary>
    Acknowledge,

    /// <summary>Outgoing: the message receipt has not come yet.</summary>
    WaitingForReceipt,

    /// <summary>Outgoing, final: the receiver accepted it.</summary>
    Accepted,

    /// <summary>Incoming: stored, sealed, the AS4 receipt given.</summary>
    Retrieved,

    /// <summary>Incoming: judged; the message receipt is on its way.</summary>
    ReceiptSent,

    /// <summary>Incoming, final: in the mailbox, the message receipt delivered.</summary>
    New,

    /// <summary>Both directions, final: it failed; the events say why.</summary>
    MessageExchangeError,
}

/// <summary>The mark that is set together with <see cref="MessageStatus.MessageExchangeError"/> and can be filtered for (API-3).</summary>
internal enum MessageMark
{
    /// <summary>No mark.</summary>
    None,

    /// <summary>A message receipt REJECTED.</summary>
    Rejected,

    /// <summary>A fault on the way.</summary>
    Error,
}

/// <summary>The names of API-3.</summary>
internal static class MessageStatuses
{
    /// <summary>The status code as clients and people see it.</summary>
    public static string Code(this MessageStatus status) => status switch
    {
        MessageStatus.Scheduled => "SCHEDULED",
        MessageStatus.Submitted => "SUBMITTED",
        MessageStatus.ScheduledForResend => "SCHEDULED_FOR_RESEND",
        MessageStatus.Acknowledge => "ACKNOWLEDGE",
        MessageStatus.WaitingForReceipt => "WAITING_FOR_RECEIPT",
        MessageStatus.Accepted => "ACCEPTED",
        MessageStatus.Retrieved => "RETRIEVED",
        MessageStatus.ReceiptSent => "RECEIPT_SENT",
        MessageStatus.New => "NEW",
        MessageStatus.MessageExchangeError => "MESSAGE_EXCHANGE_ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>Whether the status never changes again (API-3).</summary>
    public static bool IsFinal(this MessageStatus status) =>
        status is MessageStatus.Accepted or MessageStatus.New or MessageStatus.MessageExchangeError;
}
