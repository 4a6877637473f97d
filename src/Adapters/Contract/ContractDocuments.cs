using System.Text.Json;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.Contract;

/// <summary>
/// Writes the <c>digitalDocument</c> array of the contract. Files move as streams: a message is read twice, first for all that
/// stands around the files, then for their content.
/// </summary>
public static class ContractDocuments
{
    /// <summary>Reads a stored payload's model, its files' lengths included; the content is read past.</summary>
    /// <exception cref="InvalidDataException">It is not the message that was once accepted.</exception>
    public static async Task<SdkMessage> ReadAsync(Func<Stream> openPayload, FileOpener? openFile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(openPayload);
        await using var payload = openPayload();

        // Its size was judged when it was accepted, perhaps under other settings than today's.
        var reading = await SdkMessageReader.ReadAsync(payload, new MessageLimits { MaxBytes = long.MaxValue }, openFile, cancellationToken);
        return reading.Message ?? throw new InvalidDataException("The stored payload is no SDK message any more; its content has been damaged.");
    }

    /// <summary>Writes the array as the value of the property that has been begun, in memory that does not grow with the files.</summary>
    /// <param name="json">A writer over a stream: it is flushed on the way.</param>
    /// <param name="message">What <see cref="ReadAsync"/> gave for the same payload.</param>
    /// <param name="openPayload">Opens the payload's XML; not called when no file is wanted.</param>
    /// <param name="parts">What is wanted.</param>
    /// <param name="cancellationToken">Stops; the document is then cut off.</param>
    /// <exception cref="InvalidDataException">The payload is not that message's.</exception>
    public static async Task WriteAsync(Utf8JsonWriter json, SdkMessage message, Func<Stream> openPayload, ContractParts parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(parts);
        using var files = Walk(json, message, parts).GetEnumerator();
        if (parts.Files && message.Documents.Any(document => document.Files.Count > 0))
        {
            await ReadAsync(openPayload, (file, _) => new(Content(json, files, file)), cancellationToken);
        }

        if (files.MoveNext())
        {
            throw new InvalidDataException("The payload holds fewer files than its message.");
        }

        await json.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Writes the array while it is enumerated: at each file its name and type have been written and its object is open for
    /// more properties.
    /// </summary>
    internal static IEnumerable<MessageFile> Walk(Utf8JsonWriter json, SdkMessage message, ContractParts parts)
    {
        json.WriteStartArray();
        foreach (var document in message.Documents)
        {
            json.WriteStartObject();
            ContractWriter.Optional(json, "documentName", document.Name);
            json.WriteString("documentId", document.DocumentId);
            ContractWriter.Optional(json, "index", document.Index);
            if (parts.Texts && document.Texts.Count > 0)
            {
                Texts(json, document.Texts);
            }

            if (parts.Files && document.Files.Count > 0)
            {
                json.WriteStartArray("contentFiles");
                foreach (var file in document.Files)
                {
                    json.WriteStartObject();
                    json.WriteString("fileName", file.FileName);
                    json.WriteString("contentType", file.ContentType);
                    yield return file;
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Base64Property Content(Utf8JsonWriter json, IEnumerator<MessageFile> files, MessageFile file)
    {
        if (!files.MoveNext() || files.Current.Number != file.Number)
        {
            throw new InvalidDataException("The payload's files are not its message's.");
        }

        json.WritePropertyName("content");
        return new Base64Property(json);
    }

    private static void Texts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray("contentTextBody");
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
