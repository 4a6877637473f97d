using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>Makes the timeline's rows.</summary>
internal static class Events
{
    /// <summary>The code of what staff did with a message: shown to the organisation's own people, not to clients of the API.</summary>
    public const string MailboxCode = "MAILBOX";

    /// <summary>A step that carries the message's status code.</summary>
    public static MessageEventRow Step(MessageRow message, TimeProvider clock, string detail, string? remedy = null) => new()
    {
        MessageId = message.Id,
        At = clock.GetUtcNow(),
        Code = message.Status.Code(),
        Detail = detail,
        Remedy = remedy,
    };

    /// <summary>What staff did with a message.</summary>
    public static MessageEventRow OfStaff(MessageRow message, TimeProvider clock, string detail) => new() { MessageId = message.Id, At = clock.GetUtcNow(), Code = MailboxCode, Detail = detail };

    /// <summary>Ends a message in failure: the mark and event ERROR, and the status MESSAGE_EXCHANGE_ERROR (API-3). One that has ended already only gets the note.</summary>
    public static void Fail(NodeDb db, MessageRow message, TimeProvider clock, string detail, string? remedy = null)
    {
        if (message.Status.IsFinal())
        {
            db.Add(Step(message, clock, detail, remedy));
            return;
        }

        message.Mark = MessageMark.Error;
        db.Add(new MessageEventRow { MessageId = message.Id, At = clock.GetUtcNow(), Code = MessageMark.Error.Code(), Detail = detail });
        db.Add(Move(message, MessageStatus.MessageExchangeError, clock, detail, remedy));
    }

    /// <summary>Moves the message to <paramref name="status"/> and gives the event that says so. A final status never changes (API-3).</summary>
    public static MessageEventRow Move(MessageRow message, MessageStatus status, TimeProvider clock, string detail, string? remedy = null)
    {
        if (!message.Status.IsFinal())
        {
            message.Status = status;
            message.FinalAt = status.IsFinal() ? clock.GetUtcNow() : null;
        }

        return new() { MessageId = message.Id, At = clock.GetUtcNow(), Code = status.Code(), Detail = detail, Remedy = remedy };
    }
}
