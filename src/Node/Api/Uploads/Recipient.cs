using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Node.Api.Uploads;

/// <summary>One receiver of a message to several.</summary>
/// <param name="Participant">The organisation.</param>
/// <param name="Attention">Its functional address, people and references.</param>
internal sealed record Recipient(string Participant, MessageAttention Attention);
