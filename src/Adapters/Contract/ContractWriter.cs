using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.Contract;

/// <summary>
/// Writes an SDK message's header as the contract between message client and message service has it: the properties of
/// <c>attributes</c> but <c>messageStatus</c>, <c>digitalDocument</c> and <c>events</c>. What is absent is left out, but for
/// what the contract requires: that is then "".
/// </summary>
public static class ContractWriter
{
    /// <summary>
    /// How contract documents are written: Swedish letters readable. Characters that HTML minds are not escaped, so the documents
    /// must be served as <c>application/json</c> and never be placed in a page.
    /// </summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The header as a JSON object of its own.</summary>
    public static byte[] Header(SdkMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            WriteHeader(json, message);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the header's properties into the object that has been begun.</summary>
    public static void WriteHeader(Utf8JsonWriter json, SdkMessage message)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(message);
        json.WriteString("creationDateTime", Timestamp(message.CreationDateTime));
        json.WriteString("messageId", message.MessageId.Value);
        json.WriteString("conversationId", message.ConversationId.Value);
        Optional(json, "refToMessageId", message.RefToMessageId?.Value);
        json.WriteBoolean("confidentiality", message.Confidentiality);
        if (message.GeneratingSystem is { } system)
        {
            json.WriteStartObject("generatingSystem");
            Instance(json, system);
            json.WriteEndObject();
        }

        Attention(json, "recipientAttention", message.Recipient.Attention);
        Attention(json, "senderAttention", message.Sender.Attention);
        json.WriteString("sender", message.Sender.Id.Extension);
        json.WriteString("recipient", message.Recipient.Id.Extension);
        json.WriteString("label", message.Label ?? "");
    }

    /// <summary>A time as the contract and the message have it: UTC, with three digits after the point (MSG-1).</summary>
    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Attention(Utf8JsonWriter json, string name, MessageAttention? attention)
    {
        if (attention is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteStartObject("subOrganization");
        Instance(json, attention.SubOrganization);
        Optional(json, "label", attention.SubOrganizationLabel);
        json.WriteEndObject();
        Labelled(json, "attentionPerson", attention.Persons.Select(person => (person.Id, person.Label)));
        Labelled(json, "referenceId", attention.References.Select(reference => ((InstanceIdentifier?)reference.Id, reference.Label)));
        json.WriteEndObject();
    }

    // The contract requires root, extension and label of each.
    private static void Labelled(Utf8JsonWriter json, string name, IEnumerable<(InstanceIdentifier? Id, string? Label)> items)
    {
        var any = false;
        foreach (var (id, label) in items)
        {
            if (!any)
            {
                json.WriteStartArray(name);
                any = true;
            }

            json.WriteStartObject();
            Instance(json, id ?? new InstanceIdentifier("", ""));
            json.WriteString("label", label ?? "");
            json.WriteEndObject();
        }

        if (any)
        {
            json.WriteEndArray();
        }
    }

    private static void Instance(Utf8JsonWriter json, InstanceIdentifier id)
    {
        json.WriteString("root", id.Root);
        json.WriteString("extension", id.Extension);
    }
}
