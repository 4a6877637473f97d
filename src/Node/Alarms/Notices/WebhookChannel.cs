using System.Buffers;
using System.Text.Json;
using SdkNode.Adapters;
using SdkNode.Adapters.Contract;
using SdkNode.Adapters.Webhook;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Alarms.Notices;

/// <summary>Tells a URL of alarms by a signed POST, as arrivals are told (docs/alarms.md).</summary>
internal sealed class WebhookChannel(WebhookPost post, string node) : IAlarmChannel
{
    /// <inheritdoc />
    public string Name => "webhook";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.Zero;

    /// <inheritdoc />
    public Task<DeliveryOutcome> SendAsync(AlarmDigest digest, CancellationToken cancellationToken) => post.SendAsync(digest.Id, Body(digest), cancellationToken);

    private byte[] Body(AlarmDigest digest)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, ContractWriter.Options);
        json.WriteStartObject();
        json.WriteString("type", digest.Raised.Count + digest.Closed.Count > 0 ? "sdk.alarms.changed" : "sdk.alarms.trial");
        json.WriteString("node", node);
        Write(json, "raised", digest.Raised);
        Write(json, "closed", digest.Closed);
        json.WriteNumber("stillOpen", digest.StillOpen);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<AlarmRow> alarms)
    {
        json.WriteStartArray(name);
        foreach (var alarm in alarms)
        {
            json.WriteStartObject();
            json.WriteNumber("id", alarm.Id);
            json.WriteString("kind", alarm.Kind);
            json.WriteString("environment", alarm.Environment);
            json.WriteString("subject", alarm.Subject);
            json.WriteString("detail", alarm.Detail);
            json.WriteString("remedy", alarm.Remedy);
            json.WriteString("raisedAt", ContractWriter.Timestamp(alarm.RaisedAt));
            json.WriteNumber("count", alarm.Count);
            if (alarm.ClosedAt != DateTimeOffset.MaxValue)
            {
                json.WriteString("closedAt", ContractWriter.Timestamp(alarm.ClosedAt));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
