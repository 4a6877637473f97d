using System.Globalization;
using System.Text.Json;
using SdkNode.Adapters.Contract;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.FileDrop;

/// <summary>
/// Puts each message into a folder of its own below the folder of its functional address: the payload as received, its contract
/// form as JSON, the attachments beside them. A folder appears whole or not at all, and once it has appeared it is durable.
/// </summary>
/// <param name="folder">The functional address's folder, a full path. It must exist.</param>
public sealed class FileDropAdapter(string folder) : IArrivalAdapter
{
    private const string XmlName = "message.xml";
    private const string OctetsName = "message.bin";
    private const string JsonName = "message.json";

    private static readonly JsonWriterOptions s_json = ContractWriter.Options with { Indented = true };

    /// <inheritdoc/>
    public async Task<DeliveryOutcome> DeliverAsync(ArrivedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var name = string.Create(CultureInfo.InvariantCulture, $"{message.ArrivedAt.UtcDateTime:yyyyMMdd'T'HHmmss}_{message.MessageId.Uuid:D}");
        try
        {
            if (!Directory.Exists(folder))
            {
                return FileDropFaults.NoFolder(folder);
            }

            if (!Directory.Exists(Path.Combine(folder, name)))
            {
                await DropAsync(message, name, cancellationToken);
            }

            return new DeliveryOutcome.Delivered($"Delivered to the folder {Path.Combine(folder, name)}.");
        }
        catch (Exception e) when (FileDropFaults.Explain(folder, e) is not null)
        {
            return FileDropFaults.Explain(folder, e)!;
        }
    }

    private async Task DropAsync(ArrivedMessage message, string name, CancellationToken cancellationToken)
    {
        using var draft = new DropDraft(folder, name);
        var attachments = new List<DroppedFile>();
        var content = message.Form == PayloadForm.SdkMessage ? await TakeApartAsync(message, draft, attachments, cancellationToken) : null;
        await using (var payload = message.OpenPayload())
        await using (var file = draft.Create(message.Form == PayloadForm.Octets ? OctetsName : XmlName))
        {
            await payload.CopyToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        await using (var file = draft.Create(JsonName))
        {
            await WriteJsonAsync(file, message, content, attachments, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        draft.Publish();
    }

    private static Task<SdkMessage> TakeApartAsync(ArrivedMessage message, DropDraft draft, List<DroppedFile> attachments, CancellationToken cancellationToken)
    {
        var names = new SafeFileNames(XmlName, OctetsName, JsonName);
        return ContractDocuments.ReadAsync(message.OpenPayload, (file, _) =>
        {
            var name = names.Take(file.FileName, file.Number);
            attachments.Add(new DroppedFile(name, draft.Create(name)));
            return new(attachments[^1]);
        }, cancellationToken);
    }

    private static async Task WriteJsonAsync(Stream output, ArrivedMessage message, SdkMessage? content, List<DroppedFile> attachments, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, s_json);
        json.WriteStartObject();
        json.WriteString("environment", message.Environment);
        json.WriteString("participant", message.Participant);
        json.WriteString("functionalAddress", message.FunctionalAddress);
        json.WriteString("messageId", message.MessageId.Value);
        json.WriteString("documentType", message.DocumentType);
        json.WriteString("arrivalDateTime", ContractWriter.Timestamp(message.ArrivedAt));
        if (message.SenderKnown is { } known)
        {
            json.WriteBoolean("senderKnown", known);
        }

        if (content is not null)
        {
            WriteAttributes(json, content, attachments);
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WriteAttributes(Utf8JsonWriter json, SdkMessage content, List<DroppedFile> attachments)
    {
        json.WriteStartObject("attributes");
        ContractWriter.WriteHeader(json, content);
        json.WritePropertyName("digitalDocument");
        foreach (var file in ContractDocuments.Walk(json, content, ContractParts.All))
        {
            var dropped = attachments[file.Number];
            json.WriteString("file", dropped.Name);
            json.WriteString("sha256", dropped.Sha256);
            json.WriteNumber("size", dropped.Size);
        }

        json.WriteEndObject();
    }
}
