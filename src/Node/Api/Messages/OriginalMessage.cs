using System.Text.Json;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Messages;

/// <summary>What a reply or complement takes over from the message that it refers to.</summary>
/// <param name="Row">The message's row.</param>
/// <param name="MessageId">The message's id, which the answer refers to (MSG-4).</param>
/// <param name="ConversationId">The conversation, which goes on (MSG-3).</param>
/// <param name="Label">Its subject.</param>
/// <param name="Confidentiality">Its mark.</param>
/// <param name="Sender">Its sender's attention, where it had one.</param>
/// <param name="Recipient">Its recipient's attention.</param>
internal sealed record OriginalMessage(MessageRow Row, MessageId MessageId, MessageId ConversationId, string? Label, bool Confidentiality, MessageAttention? Sender, MessageAttention? Recipient)
{
    /// <summary>Whether it came to us.</summary>
    public bool IsIncoming => Row.Direction == Direction.Incoming;

    /// <summary>Reads it from a row's sealed header.</summary>
    public static OriginalMessage Read(MessageRow row, HeadCipher heads) => Read(row, heads.Open(row.Id, row.Head!));

    /// <summary>Reads it from a row's header that has been opened.</summary>
    public static OriginalMessage Read(MessageRow row, byte[] opened)
    {
        using var head = JsonDocument.Parse(opened);
        var root = head.RootElement;
        return new OriginalMessage(
            row, Id(root, "messageId"), Id(root, "conversationId"), Text(root, "label"), root.GetProperty("confidentiality").GetBoolean(), Attention(root, "senderAttention"), Attention(root, "recipientAttention"));
    }

    // As the message has it, letters' case included: others may compare the text.
    private static MessageId Id(JsonElement root, string name) => Envelope.Identifiers.MessageId.Parse(Text(root, name)!).Value!;

    private static MessageAttention? Attention(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var attention))
        {
            return null;
        }

        var function = attention.GetProperty("subOrganization");
        return new MessageAttention(
            Instance(function)!,
            Text(function, "label"),
            [.. Items(attention, "attentionPerson").Select(person => new AttentionPerson(Instance(person), Text(person, "label")))],
            [.. Items(attention, "referenceId").Select(reference => new AttentionReference(Instance(reference)!, Text(reference, "label")))]);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement attention, string name) => attention.TryGetProperty(name, out var items) ? items.EnumerateArray() : default;

    // The contract writes "" for what is absent.
    private static InstanceIdentifier? Instance(JsonElement item) =>
        Text(item, "root") is { } root && Text(item, "extension") is { } extension ? new InstanceIdentifier(root, extension) : null;

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var text) && text.GetString() is { Length: > 0 } value ? value : null;
}
