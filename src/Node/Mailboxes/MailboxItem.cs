using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>A message of a mailbox with what people have done with it. Its header stays sealed until somebody opens it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Marks">What people have done; null: nothing yet.</param>
internal sealed record MailboxItem(MessageRow Message, MailboxRow? Marks)
{
    /// <summary>Whether somebody has read it.</summary>
    public bool IsRead => Marks?.ReadAt is not null;

    /// <summary>Whether it is marked as handled.</summary>
    public bool IsHandled => Marks?.HandledAt is not null;
}

/// <summary>How a mailbox stands.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Total">Arrived messages.</param>
/// <param name="Unread">Of these, read by nobody yet and not handled.</param>
/// <param name="Open">Of these, not handled.</param>
/// <param name="Oldest">When the oldest open one arrived.</param>
internal sealed record MailboxSummary(MailboxName Mailbox, int Total, int Unread, int Open, DateTimeOffset? Oldest)
{
    /// <summary>Of the open ones, how many should have been handled; 0 where nobody asked.</summary>
    public int Overdue { get; init; }
}
