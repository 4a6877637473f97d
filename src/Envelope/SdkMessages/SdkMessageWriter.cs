using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using SdkNode.Security;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>Writes SDK messages as streams: files are read, encoded and written in chunks. Absent and empty values are left out (MSG-12).</summary>
public static class SdkMessageWriter
{
    // A multiple of three, so that each chunk is whole Base64 groups.
    private const int ChunkBytes = 48 * 1024;

    /// <summary>Writes a message.</summary>
    /// <param name="message">The message; its values are written as they are, validate before or after (RCPT-7).</param>
    /// <param name="openFile">Opens the content of a file; the writer disposes it.</param>
    /// <param name="output">Takes the XML in UTF-8 without byte order mark; stays open.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArgumentException">A text holds a character that XML cannot carry.</exception>
    public static async Task WriteAsync(SdkMessage message, Func<MessageFile, CancellationToken, ValueTask<Stream>> openFile, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(openFile);
        ArgumentNullException.ThrowIfNull(output);
        var settings = new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CloseOutput = false, NewLineHandling = NewLineHandling.Entitize };
        await using var xml = XmlWriter.Create(output, settings);
        await xml.WriteStartDocumentAsync();
        await StartAsync(xml, "messagePayload");
        await StartAsync(xml, "message");
        await HeaderAsync(xml, message);
        await StartAsync(xml, "messageBody");
        foreach (var document in message.Documents)
        {
            await DocumentAsync(xml, document, openFile, cancellationToken);
        }

        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
    }

    /// <summary>True when every character of a text can stand in XML.</summary>
    public static bool IsWritable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]) && !(i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i++])))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task HeaderAsync(XmlWriter xml, SdkMessage message)
    {
        await StartAsync(xml, "messageHeader");
        await TextAsync(xml, "creationDateTime", message.CreationDateTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        await TextAsync(xml, "messageId", message.MessageId.Value);
        await TextAsync(xml, "conversationId", message.ConversationId.Value);
        await TextAsync(xml, "refToMessageId", message.RefToMessageId?.Value);
        await TextAsync(xml, "label", message.Label);
        await TextAsync(xml, "confidentiality", message.Confidentiality ? "true" : "false");
        await InstanceAsync(xml, "generatingSystem", message.GeneratingSystem);
        await PartyAsync(xml, "recipient", "recipientID", message.Recipient);
        await PartyAsync(xml, "sender", "senderID", message.Sender);
        await xml.WriteEndElementAsync();
    }

    private static async Task PartyAsync(XmlWriter xml, string name, string idName, MessageParty party)
    {
        await StartAsync(xml, name);
        await InstanceAsync(xml, idName, party.Id);
        await TextAsync(xml, "label", party.Label);
        if (party.Attention is { } attention)
        {
            await StartAsync(xml, "attention");
            foreach (var person in attention.Persons.Where(person => person.Id is not null || !string.IsNullOrEmpty(person.Label)))
            {
                await LabelledAsync(xml, "person", "personId", person.Id, person.Label);
            }

            await LabelledAsync(xml, "subOrganization", "organizationId", attention.SubOrganization, attention.SubOrganizationLabel);
            foreach (var reference in attention.References)
            {
                await LabelledAsync(xml, "reference", "referenceId", reference.Id, reference.Label);
            }

            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task DocumentAsync(XmlWriter xml, MessageDocument document, Func<MessageFile, CancellationToken, ValueTask<Stream>> openFile, CancellationToken cancellationToken)
    {
        await StartAsync(xml, "documents");
        await TextAsync(xml, "documentID", document.DocumentId);
        await TextAsync(xml, "documentName", document.Name);
        await TextAsync(xml, "index", document.Index);
        foreach (var file in document.Files)
        {
            await StartAsync(xml, "ContentFiles");
            await TextAsync(xml, "fileName", file.FileName);
            await TextAsync(xml, "contentType", file.ContentType);
            await StartAsync(xml, "content");
            await using (var content = await openFile(file, cancellationToken))
            {
                await Base64Async(xml, content, cancellationToken);
            }

            await xml.WriteEndElementAsync();
            await xml.WriteEndElementAsync();
        }

        foreach (var text in document.Texts)
        {
            await StartAsync(xml, "ContentText");
            await TextAsync(xml, "characterSequence", text);
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task Base64Async(XmlWriter xml, Stream content, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int count;
            while ((count = await content.ReadAtLeastAsync(chunk.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                await xml.WriteBase64Async(chunk, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
    }

    private static async Task LabelledAsync(XmlWriter xml, string name, string idName, InstanceIdentifier? id, string? label)
    {
        await StartAsync(xml, name);
        await InstanceAsync(xml, idName, id);
        await TextAsync(xml, "label", label);
        await xml.WriteEndElementAsync();
    }

    private static async Task InstanceAsync(XmlWriter xml, string name, InstanceIdentifier? id)
    {
        if (id is not null)
        {
            await StartAsync(xml, name);
            await TextAsync(xml, "root", id.Root);
            await TextAsync(xml, "extension", id.Extension);
            await xml.WriteEndElementAsync();
        }
    }

    private static Task StartAsync(XmlWriter xml, string name) => xml.WriteStartElementAsync(null, name, SdkMessage.Namespace);

    private static async Task TextAsync(XmlWriter xml, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            await StartAsync(xml, name);
            await xml.WriteStringAsync(text);
            await xml.WriteEndElementAsync();
        }
    }
}
