namespace SdkNode.Node.Mailboxes;

/// <summary>Which state of a mailbox's messages is asked for.</summary>
internal enum MailboxState
{
    /// <summary>Every message.</summary>
    All,

    /// <summary>Not read by anybody yet, and not marked as handled unread.</summary>
    Unread,

    /// <summary>Not marked as handled.</summary>
    Open,

    /// <summary>Marked as handled.</summary>
    Handled,

    /// <summary>Sent, not arrived: all.</summary>
    Sent,

    /// <summary>Sent, and on the way or waiting for the message receipt.</summary>
    Waiting,

    /// <summary>Sent, and failed.</summary>
    Failed,
}

/// <summary>A functional address of a participant of ours: the mailbox that its staff share.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Participant">The participant.</param>
/// <param name="Address">The functional address.</param>
internal sealed record MailboxName(string Environment, string Participant, string Address);

/// <summary>What of a mailbox is asked for; what is left out lets everything through.</summary>
/// <param name="Mailbox">The mailbox.</param>
internal sealed record MailboxFilter(MailboxName Mailbox)
{
    /// <summary>The state.</summary>
    public MailboxState State { get; init; } = MailboxState.All;

    /// <summary>Whose messages: the names of one person.</summary>
    public IReadOnlyList<string>? Assignees { get; init; }

    /// <summary>Only what arrived before this time.</summary>
    public DateTimeOffset? ArrivedBefore { get; init; }

    /// <summary>The internal id after which the page begins.</summary>
    public Guid? After { get; init; }

    /// <summary>The most messages.</summary>
    public int Count { get; init; } = 50;
}
