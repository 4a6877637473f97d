using Microsoft.OpenApi;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Store.Rows;
using static SdkNode.Node.Api.Schema.Shape;

namespace SdkNode.Node.Api.Schema;

/// <summary>The shapes of a message (API-2, API-5): its attributes, the same in requests and in answers, and what they hold.</summary>
internal static class MessageShapes
{
    private const int MostLetters = 256;

    /// <summary>Every status, and the marks that a filter takes beside them (API-3).</summary>
    public static IEnumerable<string> Statuses =>
        [.. Enum.GetValues<MessageStatus>().Select(status => status.Code()), MessageMark.Rejected.Code(), MessageMark.Error.Code()];

    /// <summary>The shapes by their names in the contract.</summary>
    public static IEnumerable<(string Name, OpenApiSchema Schema)> All =>
    [
        ("messageStatusDef", Choice("Where the message is. NEW, ACCEPTED and MESSAGE_EXCHANGE_ERROR are final. REJECTED and ERROR are no status that a message is shown with; a filter takes them, and its issues name them.", Statuses)),
        ("creationDateTimeDef", Text("When the message was written. The node writes UTC with milliseconds; it reads a time with or without fraction, and one without zone as UTC.", "2026-03-01T12:00:00.000Z")),
        ("messageIdDef", Text("The message's own id, a UUID.", "ff325210-0690-42fe-b86f-95ecab821223")),
        ("conversationIdDef", Text("The conversation that the message belongs to, a UUID. A reply and a complement stay in that of the message before.", "a8480ada-6a1f-44a3-a960-9acaf4efcdcd")),
        ("refToMessageIdDef", Text("The messageId of the message that this one replies to or complements.", "ff325210-0690-42fe-b86f-95ecab821223")),
        ("confidentialityDef", Flag("Whether the sender holds the content to be confidential.")),
        ("generatingSystemDef", Object("The system that made the message.", ("root!", Text("What kind of id it is.")), ("extension!", Text("The system's id.")))),
        ("senderDef", Text("The sending organisation.", "0203:kristinehamn.se")),
        ("recipientDef", Text("The receiving organisation.", "0203:regionvarmland.se")),
        ("labelDef", Text("The subject.", "Begäran om journalkopior", MostLetters)),
        ("subOrganizationDef", Object(
            "A functional address: the part of the organisation that the message is for, or comes from.",
            ("root", Text("What kind of id it is; left out in a request it is this one.", FunctionalAddress.Root)),
            ("extension!", Text("The functional address.", "registrator@kristinehamn.se", MostLetters)),
            ("label", Text("Its name.", "Registratur")))),
        ("senderAttentionDef", Attention("The sender's functional address, with people and references.")),
        ("recipientAttentionDef", Attention("The receiver's functional address, with people and references.")),
        ("personDef", Labelled("A person that the message mentions. Nobody is addressed by it.", "1.2.752.29.6.2.1", "SE2321000016-abc1", "Anna Andersson")),
        ("referenceDef", Labelled("A reference of the sender or the receiver, such as a case number. A reply carries the other side's back.", "dnr", "SN 2026/417", "Diarienummer")),
        ("DigitalDocumentDef", Object(
            "A document: text, files, or both.",
            ("documentName", Text("Its name.", "Begäran")),
            ("documentId!", Text("An id that the sender gives it.", "1")),
            ("index", Text("Its place among the documents; 1 is the first.", "1")),
            ("contentTextBody", List(Named("contentTextBodyDef"))),
            ("contentFiles", List(Named("contentFileDef"))))),
        ("contentTextBodyDef", Text("Text, in a part of Markdown (RFC 7763): headings, bold, italic, lists, line breaks.", "Vi begär **journalkopior**.")),
        ("contentFileDef", Object(
            "A file.",
            ("fileName!", Text("Its name.", "begäran.pdf")),
            ("contentType!", Text("Its media type.", "application/pdf")),
            ("content!", Text("Its content in Base64.", "JVBERi0xLjc=")))),
    ];

    /// <summary>The attributes of a message that the node sets and a client may leave out; they are in the order of the contract.</summary>
    public static IReadOnlyList<(string Name, IOpenApiSchema Schema)> Attributes { get; } =
    [
        ("messageStatus", Named("messageStatusDef")),
        ("creationDateTime", Named("creationDateTimeDef")),
        ("messageId", Named("messageIdDef")),
        ("conversationId", Named("conversationIdDef")),
        ("refToMessageId", Named("refToMessageIdDef")),
        ("confidentiality", Named("confidentialityDef")),
        ("generatingSystem", Named("generatingSystemDef")),
        ("recipientAttention", Named("recipientAttentionDef")),
        ("senderAttention", Named("senderAttentionDef")),
        ("sender", Named("senderDef")),
        ("recipient", Named("recipientDef")),
        ("label", Named("labelDef")),
        ("digitalDocument", List(Named("DigitalDocumentDef"))),
        ("events", Named("Events")),
        ("arrivalDateTime", OnlyRead(Text("Of a message that came: when it was stored here and could be read, in UTC. It never changes. Beside the contract.", "2026-03-01T12:00:03.512Z"))),
        ("senderKnown", OnlyRead(Flag("Of a message that came: whether the sender's functional address is in the address book. Beside the contract."))),
    ];

    private static OpenApiSchema Attention(string description) => Object(
        description,
        ("subOrganization!", Named("subOrganizationDef")),
        ("attentionPerson", List(Named("personDef"))),
        ("referenceId", List(Named("referenceDef"))));

    private static OpenApiSchema Labelled(string description, string root, string extension, string label) => Object(
        description,
        ("root!", Text("What kind of id it is.", root)),
        ("extension!", Text("The id.", extension, MostLetters)),
        ("label!", Text("What to show for it.", label)));
}
