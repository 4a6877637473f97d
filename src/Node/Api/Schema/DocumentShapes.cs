using Microsoft.OpenApi;
using static SdkNode.Node.Api.Schema.Shape;

namespace SdkNode.Node.Api.Schema;

/// <summary>The shapes of whole documents (API-5): what is posted, and what is answered.</summary>
internal static class DocumentShapes
{
    private const string Unknown = "An attribute that is not here is refused; null counts as left out. messageStatus, events and id may be there as they were read, and are ignored.";

    // What a message needs to be sent: of the contract, of MSG-5 and MSG-9, and of MSG-11.
    private static readonly string[] Sent = ["confidentiality", "label", "sender", "recipient", "senderAttention", "recipientAttention", "digitalDocument"];

    private static readonly string[] Always = ["messageStatus", "creationDateTime", "messageId", "conversationId", "confidentiality", "label", "sender", "recipient", "events"];

    /// <summary>The shapes by their names: those of the contract where it has them.</summary>
    public static IEnumerable<(string Name, OpenApiSchema Schema)> All =>
    [
        ("versionDef", Choice("The version of the contract.", ApiDocument.Version)),
        ("linksDef", Text("Where it is.", "https://sdk.kristinehamn.se/v1/sdk/messages")),
        ("outputData", Document("One message.", Named("messageDef"))),
        ("outputArrayData", Document("Messages, the newest first.", List(Named("messageDef")), ("next", Named("linksDef")))),
        ("messageDef", Resource("A message.", "messageAttributesDef", idIsThere: true)),
        ("messageAttributesDef", Object("A message as it is stored.", With(Always))),

        ("createMessage", Object("A new message.", ("data!", Named("messageCreateDef")))),
        ("messageCreateDef", Resource("A new message.", "messageCreateAttributesDef", idIsThere: false)),
        ("messageCreateAttributesDef", Object($"A new message. creationDateTime, messageId and conversationId are set when they are left out. {Unknown}", Posted(Sent))),

        ("createAnswer", Object("A reply or a complement.", ("data!", Named("messageAnswerDef")))),
        ("messageAnswerDef", Resource("A reply or a complement.", "messageAnswerAttributesDef", idIsThere: false)),
        ("messageAnswerAttributesDef", Object(
            "A reply or a complement. sender, recipient, conversationId and refToMessageId come from the message before, and so do the attentions, label and confidentiality "
                + $"where they are left out; the other side's references are always added. {Unknown}",
            Posted("digitalDocument"))),

        ("createDistribution", Object("A message to several receivers.", ("data!", Named("messageDistributionDef")))),
        ("messageDistributionDef", Resource("A message to several receivers.", "messageDistributionAttributesDef", idIsThere: false)),
        ("messageDistributionAttributesDef", Object($"A message to several receivers; each has a messageId of its own, which the node sets. {Unknown}", Distribution())),
        ("recipientPartyDef", Object("A receiver.", ("recipient!", Named("recipientDef")), ("recipientAttention!", Named("recipientAttentionDef")))),

        ("acceptedData", Document("The message that was taken.", Named("acceptedDef"))),
        ("acceptedArrayData", Document("The messages that were taken, one a receiver.", List(Named("acceptedDef")))),
        ("acceptedDef", Accepted()),
    ];

    private static OpenApiSchema Document(string description, IOpenApiSchema data, params IEnumerable<(string Name, IOpenApiSchema Schema)> links) => Object(
        description,
        ("meta!", Object("About the document.", ("version!", Named("versionDef")))),
        ("links!", Object("Where to go.", [("self!", Named("linksDef")), .. links])),
        ("data!", data));

    private static OpenApiSchema Resource(string description, string attributes, bool idIsThere) => Object(
        description,
        (idIsThere ? "type!" : "type", Type()),
        (idIsThere ? "id!" : "id", Text("An id of the node's own, a UUID; the message's id is messageId.", "019c7e87-6ef6-7fb0-8ccb-e93e3ab6e69f")),
        ("attributes!", Named(attributes)));

    private static OpenApiSchema Accepted() => Object(
        "A message that was taken and will be sent.",
        ("type!", Type()),
        ("id!", Text("An id of the node's own, a UUID.", "019c7e87-6ef6-7fb0-8ccb-e93e3ab6e69f")),
        ("attributes!", Object(
            "What the node set.",
            ("messageStatus!", Named("messageStatusDef")),
            ("messageId!", Named("messageIdDef")),
            ("conversationId!", Named("conversationIdDef")),
            ("recipient!", Named("recipientDef")))),
        ("links!", Object("Where the message is.", ("self!", Named("linksDef")))));

    private static OpenApiSchema Type() => Choice("What it is.", "messages");

    // The contract's attributes; those that this document always has are marked.
    private static List<(string Name, IOpenApiSchema Schema)> With(params string[] required) =>
        [.. MessageShapes.Attributes.Select(attribute => (required.Contains(attribute.Name) ? attribute.Name + "!" : attribute.Name, attribute.Schema))];

    // In a request the events are those of the past, and nobody reads them.
    private static List<(string Name, IOpenApiSchema Schema)> Posted(params string[] required) =>
        [.. With(required).Select(attribute => attribute.Name == "events" ? ("events", Object("Ignored.")) : attribute)];

    private static List<(string Name, IOpenApiSchema Schema)> Distribution() =>
    [
        .. Posted(Sent).Where(attribute => attribute.Name.TrimEnd('!') is not ("messageId" or "recipient" or "recipientAttention")),
        ("recipients!", List(Named("recipientPartyDef"), "The receivers.", least: 1, most: Messages.DistributeMessage.MostRecipients)),
    ];
}
