using System.Text.Json;
using SdkNode.Adapters.Contract;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Messages;

/// <summary>Writes a message as a resource of the contract: type, id, attributes (API-5), and its arrival time (MSG-15).</summary>
internal sealed class MessageResource(HeadCipher heads)
{
    /// <summary>Writes a message without its documents.</summary>
    public void Write(Utf8JsonWriter json, MessageRow message, IEnumerable<MessageEventRow> events)
    {
        Begin(json, message);
        End(json, message, events);
    }

    /// <summary>Writes up to where <c>digitalDocument</c> can follow.</summary>
    public void Begin(Utf8JsonWriter json, MessageRow message)
    {
        json.WriteStartObject();
        json.WriteString("type", "messages");
        json.WriteString("id", message.Id);
        json.WriteStartObject("attributes");
        json.WriteString("messageStatus", message.Status.Code());
        using var head = JsonDocument.Parse(heads.Open(message.Id, message.Head!));
        foreach (var property in head.RootElement.EnumerateObject())
        {
            property.WriteTo(json);
        }

        if (message.ArrivedAt is { } arrived)
        {
            json.WriteString("arrivalDateTime", ContractWriter.Timestamp(arrived));
        }

        if (message.SenderKnown is { } known)
        {
            json.WriteBoolean("senderKnown", known);
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
