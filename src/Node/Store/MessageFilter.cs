using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>Which messages are asked for; conditions that are left out let everything through, the others all count.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Participant">The participant of ours.</param>
/// <param name="OwnAddresses">The functional addresses on our side that the asker may see.</param>
internal sealed record MessageFilter(string Environment, string Participant, IReadOnlyList<string> OwnAddresses)
{
    /// <summary>Statuses, of which a message has one; a mark below counts too.</summary>
    public IReadOnlyList<MessageStatus> Statuses { get; init; } = [];

    /// <summary>Marks (REJECTED, ERROR), of which a message has one; a status above counts too (API-3).</summary>
    public IReadOnlyList<MessageMark> Marks { get; init; } = [];

    /// <summary>The recipient's functional address, one of these.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The sender's functional address, one of these.</summary>
    public IReadOnlyList<string> Senders { get; init; } = [];

    /// <summary>Made at this time or later.</summary>
    public DateTimeOffset? WrittenFrom { get; init; }

    /// <summary>Made at this time or earlier.</summary>
    public DateTimeOffset? WrittenTo { get; init; }

    /// <summary>The conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The message that they answer or complement.</summary>
    public string? RefToMessageId { get; init; }
}
