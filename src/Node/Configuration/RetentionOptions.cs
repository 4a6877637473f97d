namespace SdkNode.Node.Configuration;

/// <summary>How long what is finished is kept. Nothing that is not finished, or that work is still to be done on, is ever removed.</summary>
internal sealed class RetentionOptions
{
    /// <summary>
    /// Days that the content of a finished outgoing message is kept after its end, and that of an incoming one after somebody marked it
    /// as handled (where its mailbox has no time of its own). Left out: until a client deletes it.
    /// </summary>
    public int? ContentDays { get; set; }

    /// <summary>Days that an incoming message is kept that nobody marks as handled, as where only a case system reads. Left out: until a client deletes it.</summary>
    public int? UnhandledDays { get; set; }

    /// <summary>Days that the sealed envelope, with the sender's signature, is kept after the end of a message whose content is here beside it.</summary>
    public int SealedDays { get; set; } = 30;

    /// <summary>Days after its end that a message whose content is gone is remembered, with its timeline; and a message receipt.</summary>
    public int MetadataDays { get; set; } = 400;

    /// <summary>Days that the event log is kept, at least 365 (AP-5).</summary>
    public int EventLogDays { get; set; } = 730;
}
