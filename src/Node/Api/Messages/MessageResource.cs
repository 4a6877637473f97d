using System.Text.Json;
using SdkNode.Adapters.Contract;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Messages;

/// <summary>Writes a message as a resource of the contract: type, id, attributes (API-5), and its arrival time (MSG-15).</summary>
internal sealed class MessageResource(HeadCipher heads, ILogger<MessageResource> logger)
{
    /// <summary>Writes a message without its documents.</summary>
    public void Write(Utf8JsonWriter json, MessageRow message, IEnumerable<MessageEventRow> events)
    {
        Begin(json, message, () => WriteHead(json, message));
        End(json, message, events);
    }

    /// <summary>Writes up to where <c>digitalDocument</c> can follow.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="message">The message.</param>
    /// <param name="writeHead">Writes the header's attributes: out of the row, or out of the message itself.</param>
    public static void Begin(Utf8JsonWriter json, MessageRow message, Action writeHead)
    {
        json.WriteStartObject();
        json.WriteString("type", "messages");
        json.WriteString("id", message.Id);
        json.WriteStartObject("attributes");
        json.WriteString("messageStatus", message.Status.Code());
        writeHead();
        if (message.ArrivedAt is { } arrived)
        {
            json.WriteString("arrivalDateTime", ContractWriter.Timestamp(arrived));
        }

        if (message.SenderKnown is { } known)
        {
            json.WriteBoolean("senderKnown", known);
        }
    }

    // One that is damaged hides no other: what the row knows stands in its place.
    private void WriteHead(Utf8JsonWriter json, MessageRow message)
    {
        if (heads.TryOpen(message.Id, message.Head!, logger) is not { } opened)
        {
            json.WriteString("messageId", message.XheId);
            json.WriteString("conversationId", message.ConversationId);
            json.WriteString("sender", message.From);
            json.WriteString("recipient", message.To);
            return;
        }

        using var head = JsonDocument.Parse(opened);
        foreach (var property in head.RootElement.EnumerateObject())
        {
            property.WriteTo(json);
        }
    }

    /// <summary>Writes what stands after the documents.</summary>
    public static void End(Utf8JsonWriter json, MessageRow message, IEnumerable<MessageEventRow> events)
    {
        json.WritePropertyName("events");
        EventsWriter.Write(json, message, events);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
