using System.Globalization;
using System.Xml;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Xhe;

/// <summary>
/// The rules of SPEC section 3 over an envelope without its payload and signature. Order and number of elements are the
/// schema's; here are values, and what the official rules leave open. DIGG's rule number stands in each text.
/// </summary>
internal sealed class XheRules(XmlTreeElement root, PayloadFacts payload, bool isSigned, List<RuleFault> faults)
{
    /// <summary>Adds every fault and gives the header, which is whole only when there was none.</summary>
    public XheHeader? Read()
    {
        if (!root.Is(XheNamespaces.Envelope, "XHE"))
        {
            return null;
        }

        NothingEmpty();
        Fixed("XHE-1", "R9", Value(root, "XHEVersionID", "XHE-1"), XheNamespaces.Version);
        Fixed("XHE-2", "R3", Value(root, "CustomizationID", "XHE-2"), XheNamespaces.Customization);
        var header = Aggregate(root, "Header");
        var id = Value(header, "ID", "XHE-3") is { } idElement ? Id(idElement) : null;
        var created = Value(header, "CreationDateTime", "XHE-4") is { } createdElement ? Created(createdElement) : null;
        var scope = new BusinessScope(Aggregate(header, "BusinessScope"), faults);
        var from = Party(header, "FromParty", "R10");
        var to = Party(header, "ToParty", "R11");
        var content = new PayloadRules(Aggregate(Aggregate(root, "Payloads"), "Payload"), payload, faults);
        Model(scope.DocumentType);
        if (id is null || created is null || scope.DocumentType is null || scope.Federation is null || from is null || to is null || content.TypeCode is null)
        {
            return null;
        }

        return new XheHeader
        {
            Id = id,
            CreationDateTime = created.Value,
            DocumentType = scope.DocumentType,
            Federation = scope.Federation,
            From = from,
            To = to,
            PayloadTypeCode = content.TypeCode,
            ContentType = content.ContentType ?? "",
            HandlingServiceId = content.HandlingServiceId,
            Encrypted = payload.IsEncrypted,
        };
    }

    /// <summary>An element's text without the white space around it, which the official rules do not count either.</summary>
    internal static string TextOf(XmlTreeElement element) => element.Text.Trim(' ', '\t', '\r', '\n');

    private void NothingEmpty()
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            // XHE-9.2; the signature, the payload and what holds it are counted elsewhere.
            var outside = !element.Is(XmlNamespaces.Ds, "Signature") && !element.Is(XheNamespaces.Aggregate, "PayloadContent") && element.Parent?.Name.LocalName != "PayloadContent";
            if (outside && !element.Elements().Any() && TextOf(element).Length == 0)
            {
                faults.Add(new RuleFault("XHE-9", "the element is empty (R2)", element.Path));
            }

            foreach (var attribute in outside ? element.Attributes : [])
            {
                if (attribute.Name.NamespaceUri is not (XmlNamespaces.Xsi or XmlNamespaces.Xml) && string.IsNullOrWhiteSpace(attribute.Value))
                {
                    faults.Add(new RuleFault("XHE-9", $"the attribute {attribute.Name.LocalName} is empty (R2)", element.Path));
                }
            }
        }
    }

    private void Fixed(string rule, string digg, XmlTreeElement? element, string value)
    {
        if (element is not null && TextOf(element) != value)
        {
            faults.Add(new RuleFault(rule, $"the value must be {value} ({digg})", element.Path));
        }
    }

    private MessageId? Id(XmlTreeElement element)
    {
        if (element.Attribute("", "schemeID") is not null)
        {
            faults.Add(new RuleFault("XHE-9", "the attribute schemeID belongs to party identifiers only (R1)", element.Path));
        }

        if (MessageId.TryParse(TextOf(element), out var id))
        {
            return id;
        }

        faults.Add(new RuleFault("XHE-3", "the envelope's id is not a UUID", element.Path));
        return null;
    }

    private DateTimeOffset? Created(XmlTreeElement element)
    {
        var text = TextOf(element);
        var zoned = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        try
        {
            // XmlConvert takes a missing zone for the machine's own, which must not happen (XHE-4).
            if (zoned)
            {
                return XmlConvert.ToDateTimeOffset(text);
            }
        }
        catch (FormatException)
        {
            // Told below.
        }
        catch (ArgumentOutOfRangeException)
        {
            // A moment that no clock here can hold.
        }

        faults.Add(new RuleFault("XHE-4", zoned ? "the value is no date and time" : "the date and time has no time zone", element.Path));
        return null;
    }

    private ParticipantIdentifier? Party(XmlTreeElement? header, string name, string digg)
    {
        var parties = header?.Elements(XheNamespaces.Aggregate, name).ToList() ?? [];
        if (parties.Count != 1)
        {
            faults.Add(new RuleFault("XHE-6", string.Create(CultureInfo.InvariantCulture, $"there must be one {name}, there are {parties.Count} (R14)"), header?.Path));
            return null;
        }

        var identifications = parties[0].Elements(XheNamespaces.Aggregate, "PartyIdentification").ToList();
        if (identifications.Count != 1)
        {
            faults.Add(new RuleFault("XHE-6", $"{name} must have one PartyIdentification, it has {identifications.Count} (R14)", parties[0].Path));
            return null;
        }

        if (Value(identifications[0], "ID", "XHE-6") is not { } element)
        {
            return null;
        }

        if (element.Attribute("", "schemeID")?.Trim() != ParticipantIdentifier.Scheme)
        {
            faults.Add(new RuleFault("XHE-6", $"schemeID of {name} must be {ParticipantIdentifier.Scheme} ({digg})", element.Path));
        }

        if (ParticipantIdentifier.Parse(TextOf(element)).TryGet(out var participant, out var fault))
        {
            return participant;
        }

        faults.Add(fault with { Path = element.Path });
        return null;
    }

    private void Model(DocumentTypeIdentifier? type)
    {
        // XHE-10.1. What the other model demands is the opener's: it leads to a message receipt, not to a refused envelope.
        if (type is { TransportModel: TransportModel.Base } && (isSigned || payload.IsEncrypted))
        {
            faults.Add(new RuleFault("XHE-10", $"under {TransportModel.Base.ToName()} nothing is {(isSigned ? "signed" : "encrypted")}", root.Path));
        }
    }

    private static XmlTreeElement? Aggregate(XmlTreeElement? parent, string name) => parent?.Element(XheNamespaces.Aggregate, name);

    private XmlTreeElement? Value(XmlTreeElement? parent, string name, string rule)
    {
        var element = parent?.Element(XheNamespaces.Basic, name);
        if (element is null)
        {
            faults.Add(new RuleFault(rule, $"{name} is missing (R14)", parent?.Path));
        }

        return element;
    }
}
