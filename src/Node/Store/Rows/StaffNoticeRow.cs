namespace SdkNode.Node.Store.Rows;

/// <summary>Somebody who wants to hear by mail of what arrives at a functional address. Whoever wants nothing has no row.</summary>
internal sealed class StaffNoticeRow
{
    /// <summary>Row id.</summary>
    public Guid Id { get; set; }

    /// <summary>Who, as the sign-in tells people apart.</summary>
    public required string Person { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The participant.</summary>
    public required string Participant { get; set; }

    /// <summary>The functional address.</summary>
    public required string Address { get; set; }

    /// <summary>The mail address.</summary>
    public required string Mail { get; set; }

    /// <summary>Whether one letter on the morning of a working day is enough; else one for what has just arrived.</summary>
    public bool IsDigest { get; set; }

    /// <summary>What arrived until then has been told.</summary>
    public DateTimeOffset ToldUntil { get; set; }

    /// <summary>When the person was last seen with the right to the mailbox.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Why the last letter did not go; null when it did.</summary>
    public string? Fault { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? FailedAt { get; set; }
}
