using System.IO.Compression;
using System.Text.Json;
using SdkNode.Adapters.Contract;
using SdkNode.Adapters.FileDrop;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>
/// What an archive takes over of a message, as one zip: the message itself as it was (XML), its files, and what is known of it (JSON):
/// header, arrival time, timeline, message receipts.
/// </summary>
internal sealed class MessageArchive(MessageFiles files, ClientMessages messages, MessageStore store)
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it, in memory that does not grow with the message.</summary>
    public async Task WriteAsync(MessageRow row, SdkMessage message, Stream output, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using (var xml = await zip.CreateEntry("message.xml", CompressionLevel.Fastest).OpenAsync(cancellationToken))
        {
            await files.CopyAsync(row, xml, cancellationToken);
        }

        var names = new SafeFileNames("message.xml", "metadata.json");
        await files.WriteAsync(row, file => zip.CreateEntry($"files/{names.Take(file.FileName, file.Number)}", CompressionLevel.Fastest).Open(), cancellationToken);
        var receipts = await store.ReceiptsAsync(row, cancellationToken);
        var events = (await messages.EventsAsync([row], cancellationToken))[row.Id];
        await using var metadata = await zip.CreateEntry("metadata.json", CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await using var json = new Utf8JsonWriter(metadata, s_indented);
        Write(json, row, message, receipts, events);
    }

    private static void Write(Utf8JsonWriter json, MessageRow row, SdkMessage message, IReadOnlyList<MessageRow> receipts, IEnumerable<MessageEventRow> events)
    {
        json.WriteStartObject();
        json.WriteString("environment", row.Environment);
        json.WriteString("direction", row.Direction.ToString());
        json.WriteString("status", row.Status.Code());
        json.WriteString("as4MessageId", row.As4MessageId);
        json.WriteString("accessPoint", row.PeerParty);
        if (row.ArrivedAt is { } arrived)
        {
            json.WriteString("arrivalDateTime", ContractWriter.Timestamp(arrived));
        }

        json.WriteStartObject("header");
        ContractWriter.WriteHeader(json, message);
        json.WriteEndObject();
        json.WriteStartArray("messageReceipts");
        foreach (var receipt in receipts)
        {
            json.WriteStartObject();
            json.WriteString("messageId", receipt.XheId);
            json.WriteString("verdict", receipt.Verdict);
            json.WriteString("dateTime", ContractWriter.Timestamp(receipt.CreatedAt));
            json.WriteString("accessPoint", receipt.PeerParty);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("timeline");
        foreach (var step in events)
        {
            json.WriteStartObject();
            json.WriteString("dateTime", ContractWriter.Timestamp(step.At));
            json.WriteString("code", step.Code);
            json.WriteString("detail", step.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
