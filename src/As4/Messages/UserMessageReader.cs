using System.Diagnostics.CodeAnalysis;
using SdkNode.As4.Mime;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.As4.Messages;

/// <summary>Reads <c>eb:UserMessage</c>; each rule of AS4-2 and AS4-10 that is broken gives its code (AS4-5).</summary>
internal sealed class UserMessageReader
{
    private const int MaxText = 4096;

    // Ids are found by an index, which holds no long ones.
    private const int MaxId = 255;
    private const int MostParts = 64;
    private As4Fault? _fault;

    private UserMessageReader()
    {
    }

    /// <summary>Reads the message in a Messaging header.</summary>
    public static Result<As4UserMessage, As4Fault> Read(XmlTreeElement messaging)
    {
        var units = messaging.Elements().ToList();
        if (units.Count != 1 || !units[0].Is(As4Names.Ebms, "UserMessage"))
        {
            return As4Fault.InvalidHeader("AS4-2", "eb:Messaging does not hold exactly one eb:UserMessage.");
        }

        var reader = new UserMessageReader();
        var message = reader.ReadUnit(units[0]);
        return reader._fault is { } fault ? fault : message!;
    }

    private As4UserMessage? ReadUnit(XmlTreeElement unit)
    {
        var info = Single(unit, "MessageInfo");
        var parties = Single(unit, "PartyInfo");
        var collaboration = Single(unit, "CollaborationInfo");
        var time = XsDateTime.Parse(Text(info, "Timestamp"));
        if (_fault is null && time is null)
        {
            Refuse("AS4-2", "MessageInfo/Timestamp is no date and time.");
        }

        var message = new As4UserMessage
        {
            MessageId = Text(info, "MessageId"),
            RefToMessageId = OptionalText(info, "RefToMessageId"),
            Timestamp = time ?? default,
            From = Party(Single(parties, "From")),
            To = Party(Single(parties, "To")),
            AgreementRef = Value(collaboration?.Element(As4Names.Ebms, "AgreementRef")),
            Service = Value(Single(collaboration, "Service")) ?? new As4Value(""),
            Action = Text(collaboration, "Action"),
            ConversationId = Single(collaboration, "ConversationId")?.Text.Trim() ?? "",
            Mpc = unit.Attribute("", "mpc"),
            Properties = Properties(unit.Element(As4Names.Ebms, "MessageProperties")),
            Parts = Parts(unit.Element(As4Names.Ebms, "PayloadInfo")),
        };
        if (message.MessageId.Length > MaxId)
        {
            Refuse("AS4-2", $"MessageInfo/MessageId has more than {MaxId} characters.");
        }

        if (message.ConversationId.Length > MaxText || message.Service.Value.Length > MaxText || message.AgreementRef?.Value.Length > MaxText)
        {
            Refuse("AS4-8", $"A text of the header has more than {MaxText} characters.");
        }

        if (_fault is null && message.Service.Value.Length == 0)
        {
            Refuse("AS4-2", "CollaborationInfo/Service is empty.");
        }

        return _fault is null ? message : null;
    }

    private As4Party Party(XmlTreeElement? party)
    {
        var ids = party?.Elements(As4Names.Ebms, "PartyId").ToList() ?? [];
        if (party is not null && ids.Count != 1)
        {
            Refuse("AS4-10", $"{party.Name.LocalName} holds {ids.Count} PartyIds, not exactly one.");
        }

        return new As4Party(Text(party, "PartyId"), ids.FirstOrDefault()?.Attribute("", "type"), Text(party, "Role"));
    }

    private List<As4Property> Properties(XmlTreeElement? around)
    {
        var properties = new List<As4Property>();
        foreach (var property in around?.Elements(As4Names.Ebms, "Property") ?? [])
        {
            var name = property.Attribute("", "name")?.Trim();
            if (string.IsNullOrEmpty(name) || property.Text.Length > MaxText)
            {
                Refuse("AS4-2", "A Property has no name, or a value that is too long.");
            }

            // The same name twice is seen from AS4.NET and does no harm: the first counts.
            properties.Add(new As4Property(name ?? "", property.Text.Trim(), property.Attribute("", "type")));
        }

        return properties;
    }

    private List<As4Part> Parts(XmlTreeElement? payloads)
    {
        var parts = new List<As4Part>();
        foreach (var info in payloads?.Elements(As4Names.Ebms, "PartInfo") ?? [])
        {
            // Each is compared with those before it, and nothing has been verified yet.
            if (parts.Count >= MostParts)
            {
                Refuse("AS4-8", "There are more PartInfos than parts may come.");
                break;
            }

            var id = PartId(info.Attribute("", "href"));
            var part = new As4Part(id, Properties(info.Element(As4Names.Ebms, "PartProperties")));
            if (parts.Any(other => other.ContentId == id))
            {
                Refuse("AS4-2", "Two PartInfos name the same part.");
            }

            _fault ??= PartRules.Check(part);
            parts.Add(part);
        }

        return parts;
    }

    private string PartId(string? href)
    {
        if (string.IsNullOrWhiteSpace(href) || href.StartsWith('#'))
        {
            // ebMS: without href, or with a fragment, the payload is in the SOAP body.
            _fault ??= new As4Fault(As4ErrorCode.FeatureNotSupported, "AS4-1", "A PartInfo points into the SOAP body, which is to be empty.");
            return "";
        }

        if (ContentIds.FromUri(href.Trim()) is { } id)
        {
            return id;
        }

        _fault ??= new As4Fault(As4ErrorCode.ExternalPayloadError, "AS4-10", "A PartInfo points outside the message.");
        return "";
    }

    private XmlTreeElement? Single(XmlTreeElement? parent, string name)
    {
        var found = parent?.Elements(As4Names.Ebms, name).ToList() ?? [];
        if (parent is not null && found.Count != 1)
        {
            Refuse("AS4-2", $"{parent.Name.LocalName} holds {found.Count} {name} elements, not exactly one.");
        }

        return found.FirstOrDefault();
    }

    private string Text(XmlTreeElement? parent, string name)
    {
        var text = Single(parent, name)?.Text.Trim() ?? "";
        if (text.Length is 0 or > MaxText)
        {
            Refuse("AS4-2", $"{name} is empty or too long.");
        }

        return text;
    }

    private static string? OptionalText(XmlTreeElement? parent, string name) =>
        parent?.Element(As4Names.Ebms, name)?.Text.Trim() is { Length: > 0 and <= MaxText } text ? text : null;

    [return: NotNullIfNotNull(nameof(element))]
    private static As4Value? Value(XmlTreeElement? element) =>
        element is null ? null : new As4Value(element.Text.Trim(), element.Attribute("", "type"));

    private void Refuse(string ruleId, string detail) => _fault ??= As4Fault.InvalidHeader(ruleId, detail);
}
