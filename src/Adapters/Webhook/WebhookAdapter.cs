using System.Buffers;
using System.Text.Json;
using SdkNode.Adapters.Contract;

namespace SdkNode.Adapters.Webhook;

/// <summary>Tells a URL that something has arrived: ids and times, never content. Whoever is told fetches the message through the API.</summary>
public sealed class WebhookAdapter(WebhookPost post) : IArrivalAdapter
{
    /// <inheritdoc/>
    public Task<DeliveryOutcome> DeliverAsync(ArrivedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return post.SendAsync(message.DeliveryId, Notice(message), cancellationToken);
    }

    private static byte[] Notice(ArrivedMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, ContractWriter.Options);
        json.WriteStartObject();
        json.WriteString("type", "sdk.message.arrived");
        json.WriteString("environment", message.Environment);
        json.WriteString("participant", message.Participant);
        json.WriteString("functionalAddress", message.FunctionalAddress);
        json.WriteString("messageId", message.MessageId.Value);
        json.WriteString("arrivalDateTime", ContractWriter.Timestamp(message.ArrivedAt));
        ContractWriter.Optional(json, "link", message.Link?.AbsoluteUri);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }
}
