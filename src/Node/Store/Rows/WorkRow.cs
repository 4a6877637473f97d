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

    /// <summary>Tell the staff of the functional address by mail that an incoming message is there.</summary>
    NotifyMail,
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

    /// <summary>
    /// Whose turn it is (<see cref="WorkQueues"/>): work of one participant with one other party, so that a backlog of one never
    /// keeps the others waiting.
    /// </summary>
    public required string Queue { get; set; }

    /// <summary>When; <see cref="DateTimeOffset.MaxValue"/> for what has been set aside.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Tries that have been made.</summary>
    public int Attempts { get; set; }

    /// <summary>Claims since the last outcome: more than one means that a worker died in the middle.</summary>
    public int Claims { get; set; }

    /// <summary>Faults of our own program that it met, one after the other.</summary>
    public int Faults { get; set; }

    /// <summary>Who has it.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    /// <summary>When it was set aside as a dead letter: nobody does it until an admin says so.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>Why it was set aside, or what it waits for.</summary>
    public string? Fault { get; set; }

    /// <summary>New work on a message.</summary>
    public static WorkRow For(MessageRow message, WorkKind kind, DateTimeOffset due) =>
        new() { Id = Guid.CreateVersion7(), MessageId = message.Id, Kind = kind, Queue = WorkQueues.Of(message, kind), DueAt = due };
}
