using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Node.Api.Uploads;

/// <summary>A message as a client posted it: what may be left out can still be missing (API-2).</summary>
internal sealed record MessageDraft
{
    /// <summary>The sending organisation.</summary>
    public string? Sender { get; init; }

    /// <summary>The sender's functional address, people and references.</summary>
    public MessageAttention? SenderAttention { get; init; }

    /// <summary>The receiving organisation.</summary>
    public string? Recipient { get; init; }

    /// <summary>The receiver's functional address, people and references.</summary>
    public MessageAttention? RecipientAttention { get; init; }

    /// <summary>Set by the node when it is left out.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>Set by the node when it is left out: of a new message the messageId (MSG-3).</summary>
    public MessageId? ConversationId { get; init; }

    /// <summary>The message answered or complemented.</summary>
    public MessageId? RefToMessageId { get; init; }

    /// <summary>Set by the node when it is left out.</summary>
    public DateTimeOffset? CreationDateTime { get; init; }

    /// <summary>The subject.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the content is confidential.</summary>
    public bool? Confidentiality { get; init; }

    /// <summary>The system that made it.</summary>
    public InstanceIdentifier? GeneratingSystem { get; init; }

    /// <summary>What it holds.</summary>
    public required IReadOnlyList<MessageDocument> Documents { get; init; }

    /// <summary>The message that is sent, with what was left out.</summary>
    /// <param name="now">The time of a message that names none.</param>
    public SdkMessage ToMessage(DateTimeOffset now)
    {
        var id = MessageId ?? Envelope.Identifiers.MessageId.New();
        return new SdkMessage
        {
            CreationDateTime = CreationDateTime ?? now,
            MessageId = id,
            ConversationId = ConversationId ?? id,
            RefToMessageId = RefToMessageId,
            Label = Label,
            Confidentiality = Confidentiality ?? true,
            GeneratingSystem = GeneratingSystem,
            Recipient = Party(Recipient, RecipientAttention),
            Sender = Party(Sender, SenderAttention),
            Documents = Documents,
        };
    }

    private static MessageParty Party(string? participant, MessageAttention? attention) =>
        new(new InstanceIdentifier(ParticipantIdentifier.Scheme, participant ?? ""), null, attention);
}
