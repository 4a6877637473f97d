namespace SdkNode.Node.Store.Rows;

/// <summary>What people have done with an arrived message; a row from the first mark on.</summary>
internal sealed class MailboxRow
{
    /// <summary>The message.</summary>
    public Guid MessageId { get; set; }

    /// <summary>When it was first read.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Who read it first.</summary>
    public string? ReadBy { get; set; }

    /// <summary>Who has taken it or was given it.</summary>
    public string? Assignee { get; set; }

    /// <summary>When it was marked as handled; the retention time counts from here.</summary>
    public DateTimeOffset? HandledAt { get; set; }

    /// <summary>Who marked it.</summary>
    public string? HandledBy { get; set; }

    /// <summary>The diary number under which it is registered, sealed by the node key.</summary>
    public byte[]? DiaryNumber { get; set; }

    /// <summary>When it was handed over to the archive or the case system by hand.</summary>
    public DateTimeOffset? HandedOverAt { get; set; }

    /// <summary>Who handed it over.</summary>
    public string? HandedOverBy { get; set; }
}
