namespace SdkNode.Node.Store.Rows;

/// <summary>One step in a message's life, for its timeline and for the API's events (API-4).</summary>
internal sealed class MessageEventRow
{
    /// <summary>Row id, in order.</summary>
    public long Id { get; set; }

    /// <summary>The message.</summary>
    public Guid MessageId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>A status code of API-3, or the line code of a rejection.</summary>
    public required string Code { get; set; }

    /// <summary>A detail code, or null.</summary>
    public string? Title { get; set; }

    /// <summary>What happened, for people; never content.</summary>
    public required string Detail { get; set; }

    /// <summary>What an administrator can do about it, or null.</summary>
    public string? Remedy { get; set; }

    /// <summary>Where in the message, or null.</summary>
    public string? In { get; set; }
}
