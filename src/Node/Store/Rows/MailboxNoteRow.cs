namespace SdkNode.Node.Store.Rows;

/// <summary>What somebody noted on an arrived message, for colleagues.</summary>
internal sealed class MailboxNoteRow
{
    /// <summary>The note, version 7.</summary>
    public Guid Id { get; set; }

    /// <summary>The message.</summary>
    public Guid MessageId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who.</summary>
    public required string By { get; set; }

    /// <summary>The text, sealed by the node key.</summary>
    public required byte[] Text { get; set; }
}
