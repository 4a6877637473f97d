using System.Globalization;
using System.Text.Json;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Json;
using SdkNode.Node.Api.Problems;
using SdkNode.Security;

namespace SdkNode.Node.Api.Uploads;

/// <summary>
/// Reads a posted message by the contract (API-2): all that is wrong is found at once and named by its attribute. What the node
/// itself sets (messageStatus, events, id …) may be there and is ignored.
/// </summary>
internal sealed class DraftReader(Upload upload)
{
    private const int MostDocuments = 1_000;
    private const int MostReferences = 1_000;
    private const string Attributes = "attributes";

    // What a client may send back as it read it; the node's own values count (API-2).
    private static readonly string[] Ignored = ["messageStatus", "events", "arrivalDateTime", "senderKnown"];

    private readonly List<ApiIssue> _issues = [];
    private JsonFields? _attributes;

    /// <summary>Reads the message; in a reply or complement much may be left out, which the message answered gives.</summary>
    /// <param name="isAnswer">Whether the parties and the ids come from another message.</param>
    /// <param name="more">Attributes that the operation knows beside the contract's.</param>
    public Result<MessageDraft, ApiProblem> Read(bool isAnswer, params string[] more)
    {
        var document = new JsonFields(upload.Root, "", _issues, "data", "meta", "links", "jsonapi");
        var data = document.Object("data", required: true, "type", "id", Attributes);
        CheckData(data);
        _attributes = data?.Object(Attributes, required: true,
            [.. Ignored, .. more, "creationDateTime", "messageId", "conversationId", "refToMessageId", "confidentiality", "generatingSystem",
                "recipientAttention", "senderAttention", "sender", "recipient", "label", "digitalDocument"]);
        if (_attributes is null)
        {
            return Problem();
        }

        var draft = Draft(_attributes, isAnswer, toSeveral: more.Contains("recipients"));
        return _issues.Count > 0 ? Problem() : draft;
    }

    /// <summary>The receivers of a message to several, each with its own attention.</summary>
    public Result<List<Recipient>, ApiProblem> Recipients(int most)
    {
        var recipients = new List<Recipient>();
        foreach (var item in _attributes!.Objects("recipients", most, "recipient", "recipientAttention", "messageId"))
        {
            var participant = item.Text("recipient", required: true);
            var attention = Attention(item, "recipientAttention", required: true);
            var id = Id(item, "messageId");
            if (id is not null && recipients.Exists(other => other.MessageId == id))
            {
                item.Add("messageId", "Each message needs an id of its own.");
            }

            if (participant is not null && attention is not null)
            {
                recipients.Add(new Recipient(participant, attention, id));
            }
        }

        if (recipients.Count == 0 && _issues.Count == 0)
        {
            _attributes.Add("recipients", "At least one is required.");
        }

        return _issues.Count > 0 ? Problem() : recipients;
    }

    private ApiProblem Problem() => ApiProblem.BadRequest(_issues);

    private static void CheckData(JsonFields? data)
    {
        if (data?.Text("type") is { } type && type != "messages")
        {
            data.Add("type", "It must be messages.");
        }

        if (data?.Text("id") is { } id && !MessageId.TryParse(id, out _))
        {
            data.Add("id", "It must be a UUID; it may be left out.");
        }
    }

    private MessageDraft Draft(JsonFields fields, bool isAnswer, bool toSeveral) => new()
    {
        Sender = fields.Text("sender", required: !isAnswer),
        SenderAttention = Attention(fields, "senderAttention", required: !isAnswer),
        Recipient = fields.Text("recipient", required: !isAnswer && !toSeveral),
        RecipientAttention = Attention(fields, "recipientAttention", required: !isAnswer && !toSeveral),
        MessageId = Id(fields, "messageId"),
        ConversationId = Id(fields, "conversationId"),
        RefToMessageId = Id(fields, "refToMessageId"),
        CreationDateTime = Time(fields, "creationDateTime"),
        Label = fields.Text("label", required: !isAnswer),
        Confidentiality = fields.Boolean("confidentiality", required: !isAnswer),
        GeneratingSystem = Instance(fields.Object("generatingSystem", required: false, "root", "extension"), null),
        Documents = [.. fields.Objects("digitalDocument", MostDocuments, "documentName", "documentId", "index", "contentTextBody", "contentFiles").Select(Document)],
    };

    private static MessageId? Id(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        if (!MessageId.TryParse(text, out var id))
        {
            fields.Add(name, "It must be a UUID, 8-4-4-4-12 hexadecimal digits.");
        }

        return id;
    }

    private static DateTimeOffset? Time(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        fields.Add(name, "It must be a time as 2026-03-01T12:00:00.0Z (MSG-1).");
        return null;
    }

    private static MessageAttention? Attention(JsonFields fields, string name, bool required)
    {
        if (fields.Object(name, required, "subOrganization", "attentionPerson", "referenceId") is not { } attention)
        {
            return null;
        }

        var function = attention.Object("subOrganization", required: true, "root", "extension", "label");
        return new MessageAttention(
            Instance(function, FunctionalAddress.Root) ?? new InstanceIdentifier(FunctionalAddress.Root, ""),
            function?.Text("label"),
            [.. attention.Objects("attentionPerson", MostReferences, "root", "extension", "label").Select(person => new AttentionPerson(Instance(person, null), person.Text("label")))],
            [.. attention.Objects("referenceId", MostReferences, "root", "extension", "label").Select(reference => new AttentionReference(Instance(reference, CodeSystems.Other)!, reference.Text("label")))]);
    }

    // Without a default both parts are required.
    private static InstanceIdentifier? Instance(JsonFields? fields, string? defaultRoot)
    {
        if (fields is null)
        {
            return null;
        }

        var root = fields.Text("root", required: defaultRoot is null) ?? defaultRoot;
        var extension = fields.Text("extension", required: true);
        return new InstanceIdentifier(root ?? "", extension ?? "");
    }

    private MessageDocument Document(JsonFields document) => new(
        document.Text("documentId", required: true) ?? "",
        document.Text("documentName"),
        document.Text("index"),
        [.. document.Objects("contentFiles", MostDocuments, "fileName", "contentType", "content").Select(File)],
        [.. document.Array("contentTextBody", MostDocuments).Select(text => Body(text.Element, text.Path))]);

    private MessageFile File(JsonFields file)
    {
        var number = file.FileNumber("content", upload.Mark);
        if (number is { } known && !upload.Files[known].IsBase64)
        {
            file.Add("content", "It is no Base64 (MSG-11).");
        }

        if (number is { } same && upload.Files[same].Length == 0 && upload.Files[same].IsBase64)
        {
            file.Add("content", "It is empty (MSG-12).");
        }

        return new MessageFile(number ?? 0, file.Text("fileName", required: true) ?? "", file.Text("contentType", required: true) ?? "", number is { } at ? upload.Files[at].Length : 0);
    }

    private string Body(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(path, "It must be a string.");
            return "";
        }

        if (JsonFields.TextOf(element) is { } text && SdkMessageWriter.IsWritable(text))
        {
            return text;
        }

        Add(path, JsonFields.NotWritable);
        return "";
    }

    // However many faults a body has, no more of them are kept than are answered.
    private void Add(string path, string detail)
    {
        if (_issues.Count < ProblemWriter.MostIssues)
        {
            _issues.Add(ApiIssue.Form(path, detail));
        }
    }
}
