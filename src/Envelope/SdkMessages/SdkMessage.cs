using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>An SDK message 3.0 (SPEC section 5) without the bytes of its files, which move as streams beside it.</summary>
public sealed record SdkMessage
{
    /// <summary>The namespace of the message.</summary>
    public const string Namespace = "urn:riv:infrastructure:messaging:MessageWithAttachments:3";

    /// <summary>The root element.</summary>
    public static EqName RootName { get; } = new(Namespace, "messagePayload");

    /// <summary>When it was made; written in UTC (MSG-1).</summary>
    public required DateTimeOffset CreationDateTime { get; init; }

    /// <summary>The message's id, which is the envelope's (MSG-2).</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The conversation: of a new message its own id (MSG-3).</summary>
    public required MessageId ConversationId { get; init; }

    /// <summary>The message answered or complemented; null for a new one (MSG-4).</summary>
    public MessageId? RefToMessageId { get; init; }

    /// <summary>The subject, at most 256 characters (MSG-5).</summary>
    public string? Label { get; init; }

    /// <summary>Whether the content is confidential (MSG-6).</summary>
    public required bool Confidentiality { get; init; }

    /// <summary>The system that made it (MSG-7).</summary>
    public InstanceIdentifier? GeneratingSystem { get; init; }

    /// <summary>Who gets it (MSG-8, MSG-9).</summary>
    public required MessageParty Recipient { get; init; }

    /// <summary>Who sends it (MSG-8, MSG-9).</summary>
    public required MessageParty Sender { get; init; }

    /// <summary>What it holds, at least one (MSG-11).</summary>
    public required IReadOnlyList<MessageDocument> Documents { get; init; }
}
