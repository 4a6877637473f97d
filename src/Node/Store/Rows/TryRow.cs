namespace SdkNode.Node.Store.Rows;

/// <summary>One try to send: a receipt that matches any of them counts (AS4-7).</summary>
internal sealed class TryRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>The message.</summary>
    public Guid MessageId { get; set; }

    /// <summary>1 for the first.</summary>
    public int Number { get; set; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Where it was sent.</summary>
    public required string Endpoint { get; set; }

    /// <summary>The signed references: a line <c>URI digest</c> each.</summary>
    public required string References { get; set; }
}
