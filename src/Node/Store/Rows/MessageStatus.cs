namespace SdkNode.Node.Store.Rows;

/// <summary>Where a message is (API-3). The name on the wire is what <see cref="MessageStatuses"/> says.</summary>
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

    /// <summary>The code of a mark: an event code, and a filter (API-3).</summary>
    public static string Code(this MessageMark mark) => mark switch
    {
        MessageMark.Rejected => "REJECTED",
        MessageMark.Error => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(mark)),
    };

    /// <summary>Reads a status code.</summary>
    public static bool TryRead(string code, out MessageStatus status)
    {
        status = Enum.GetValues<MessageStatus>().FirstOrDefault(known => known.Code() == code);
        return status.Code() == code;
    }

    /// <summary>Reads the code of a mark.</summary>
    public static bool TryReadMark(string code, out MessageMark mark)
    {
        mark = code switch { "REJECTED" => MessageMark.Rejected, "ERROR" => MessageMark.Error, _ => MessageMark.None };
        return mark != MessageMark.None;
    }

    /// <summary>Whether the status never changes again (API-3).</summary>
    public static bool IsFinal(this MessageStatus status) =>
        status is MessageStatus.Accepted or MessageStatus.New or MessageStatus.MessageExchangeError;
}
