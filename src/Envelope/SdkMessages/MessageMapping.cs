using System.Globalization;
using System.Xml;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>Makes the model of a message whose structure and content rules are kept.</summary>
internal sealed class MessageMapping(IReadOnlyList<ContentFacts> contents)
{
    private int _nextFile;

    /// <summary>The message.</summary>
    public SdkMessage Map(XmlTreeElement root)
    {
        var message = Child(root, "message");
        var header = Child(message, "messageHeader");
        return new SdkMessage
        {
            CreationDateTime = DateTimeOffset.Parse(Text(header, "creationDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            MessageId = Id(header, "messageId"),
            ConversationId = Id(header, "conversationId"),
            RefToMessageId = Optional(header, "refToMessageId") is null ? null : Id(header, "refToMessageId"),
            Label = Optional(header, "label"),
            Confidentiality = XmlConvert.ToBoolean(Text(header, "confidentiality").Trim()),
            GeneratingSystem = Instance(header, "generatingSystem"),
            Recipient = Party(Child(header, "recipient"), "recipientID"),
            Sender = Party(Child(header, "sender"), "senderID"),
            Documents = [.. Children(Child(message, "messageBody"), "documents").Select(Document)],
        };
    }

    private MessageDocument Document(XmlTreeElement document) => new(
        Text(document, "documentID"),
        Optional(document, "documentName"),
        Optional(document, "index"),
        [.. Children(document, "ContentFiles").Select(File)],
        [.. Children(document, "ContentText").Select(text => Text(text, "characterSequence"))]);

    private MessageFile File(XmlTreeElement file)
    {
        var number = _nextFile++;
        return new MessageFile(number, Text(file, "fileName"), Text(file, "contentType"), contents[number].Length);
    }

    private static MessageParty Party(XmlTreeElement party, string idName) =>
        new(Instance(party, idName)!, Optional(party, "label"), Find(party, "attention") is { } attention ? Attention(attention) : null);

    private static MessageAttention Attention(XmlTreeElement attention)
    {
        var organization = Child(attention, "subOrganization");
        return new MessageAttention(
            Instance(organization, "organizationId")!,
            Optional(organization, "label"),
            [.. Children(attention, "person").Select(person => new AttentionPerson(Instance(person, "personId"), Optional(person, "label")))],
            [.. Children(attention, "reference").Select(reference => new AttentionReference(Instance(reference, "referenceId")!, Optional(reference, "label")))]);
    }

    private static InstanceIdentifier? Instance(XmlTreeElement parent, string name) =>
        Find(parent, name) is { } element ? new InstanceIdentifier(Text(element, "root"), Text(element, "extension")) : null;

    private static MessageId Id(XmlTreeElement parent, string name) =>
        MessageId.TryParse(Text(parent, name), out var id) ? id : throw new InvalidOperationException($"{name} is no UUID in a message that the rules accepted.");

    private static string Text(XmlTreeElement parent, string name) => Child(parent, name).Text;

    private static string? Optional(XmlTreeElement parent, string name) => Find(parent, name)?.Text;

    private static XmlTreeElement? Find(XmlTreeElement parent, string name) => parent.Element(SdkMessage.Namespace, name);

    private static IEnumerable<XmlTreeElement> Children(XmlTreeElement parent, string name) => parent.Elements(SdkMessage.Namespace, name);

    private static XmlTreeElement Child(XmlTreeElement parent, string name) =>
        Find(parent, name) ?? throw new InvalidOperationException($"{name} is missing in a message that the schema accepted.");
}
