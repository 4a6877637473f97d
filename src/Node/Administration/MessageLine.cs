using System.Text.Json.Serialization;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Administration;

/// <summary>One message in a list.</summary>
internal sealed record MessageLine
{
    /// <summary>Internal id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The envelope's id.</summary>
    public required string XheId { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>Outgoing or Incoming.</summary>
    public required string Direction { get; init; }

    /// <summary>Message or MessageReceipt.</summary>
    public required string Kind { get; init; }

    /// <summary>The sending participant.</summary>
    public required string From { get; init; }

    /// <summary>The receiving participant.</summary>
    public required string To { get; init; }

    /// <summary>The functional address.</summary>
    public string? Function { get; init; }

    /// <summary>The status code (API-3), with REJECTED or ERROR beside it where that is set.</summary>
    public required string Status { get; init; }

    /// <summary>The status itself, for pages; answers of the API hold its code alone.</summary>
    [JsonIgnore]
    public MessageStatus State { get; init; }

    /// <summary>The mark beside it, for pages.</summary>
    [JsonIgnore]
    public MessageMark Mark { get; init; }

    /// <summary>Whether its status never changes again.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The AS4 MessageId.</summary>
    public string? As4MessageId { get; init; }

    /// <summary>When it was made or received, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The line of a row.</summary>
    public static MessageLine Of(MessageRow row) => new()
    {
        Id = row.Id,
        XheId = row.XheId,
        Environment = row.Environment,
        Direction = row.Direction.ToString(),
        Kind = row.Kind.ToString(),
        From = row.From,
        To = row.To,
        Function = row.FunctionalAddress,
        Status = row.Status.Code() + (row.Mark == MessageMark.None ? "" : $" ({row.Mark.ToString().ToUpperInvariant()})"),
        State = row.Status,
        Mark = row.Mark,
        IsFinal = row.Status.IsFinal(),
        As4MessageId = row.As4MessageId,
        CreatedAt = row.CreatedAt,
    };
}
