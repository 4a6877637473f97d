namespace SdkNode.Node.Store.Rows;

/// <summary>What is due.</summary>
internal enum WorkKind
{
    /// <summary>Seal where needed, then send.</summary>
    Send,

    /// <summary>Verify, decrypt, validate, deliver, answer.</summary>
    Open,

    /// <summary>End a message whose receipt has not come in time (RCPT-6).</summary>
    AwaitReceipt,

    /// <summary>Put an arrived message into the folder of its functional address.</summary>
    DropFiles,

    /// <summary>Tell the webhook of a functional address that something has arrived.</summary>
    NotifyWebhook,
}

/// <summary>One thing to do, claimed with a lease: a worker that dies leaves a lease that runs out.</summary>
internal sealed class WorkRow
{
    /// <summary>Version 7, so work of the same instant keeps its order.</summary>
    public Guid Id { get; set; }

    /// <summary>The message it is about.</summary>
    public Guid MessageId { get; set; }

    /// <summary>What to do.</summary>
    public WorkKind Kind { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Tries that have been made.</summary>
    public int Attempts { get; set; }

    /// <summary>Who has it.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when.</summary>
    public DateTimeOffset LeaseUntil { get; set; }
}
