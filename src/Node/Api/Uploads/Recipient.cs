using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Node.Api.Uploads;

/// <summary>One receiver of a message to several.</summary>
/// <param name="Participant">The organisation.</param>
/// <param name="Attention">Its functional address, people and references.</param>
/// <param name="MessageId">The id of its message; null: the node chooses one. With ids of its own a client can repeat a distribution safely.</param>
internal sealed record Recipient(string Participant, MessageAttention Attention, MessageId? MessageId);
