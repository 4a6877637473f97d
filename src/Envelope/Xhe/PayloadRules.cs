using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Xhe;

/// <summary>The rules of the one Payload (XHE-7, XHE-8).</summary>
internal sealed class PayloadRules
{
    private readonly List<RuleFault> _faults;
    private readonly PayloadFacts _facts;

    public PayloadRules(XmlTreeElement? payload, PayloadFacts facts, List<RuleFault> faults)
    {
        (_faults, _facts) = (faults, facts);
        if (payload?.Parent is not { } payloads || payloads.Elements(XheNamespaces.Aggregate, "Payload").Count() != 1)
        {
            faults.Add(new RuleFault("XHE-7", "there must be exactly one Payload (R14)", payload?.Parent?.Path));
            return;
        }

        TypeCode = Required(payload, "DocumentTypeCode");
        ContentType = Required(payload, "ContentTypeCode");
        HandlingServiceId = payload.Element(XheNamespaces.Basic, "HandlingServiceID") is { } handling ? XheRules.TextOf(handling) : null;
        Indicator(payload);
        if (payload.Element(XheNamespaces.Aggregate, "PayloadContent") is { } content)
        {
            Content(content.Path);
        }
        else
        {
            faults.Add(new RuleFault("XHE-7", "PayloadContent is missing (R14)", payload.Path));
        }
    }

    /// <summary>DocumentTypeCode.</summary>
    public string? TypeCode { get; }

    /// <summary>ContentTypeCode.</summary>
    public string? ContentType { get; }

    /// <summary>HandlingServiceID, or null.</summary>
    public string? HandlingServiceId { get; }

    private string? Required(XmlTreeElement payload, string name)
    {
        if (payload.Element(XheNamespaces.Basic, name) is { } element)
        {
            return XheRules.TextOf(element);
        }

        _faults.Add(new RuleFault("XHE-7", $"{name} is missing (R14)", payload.Path));
        return null;
    }

    private void Indicator(XmlTreeElement payload)
    {
        var element = payload.Element(XheNamespaces.Basic, "InstanceEncryptionIndicator");
        bool? claimed = element is null ? null : XheRules.TextOf(element) switch { "true" or "1" => true, "false" or "0" => false, _ => null };
        if (claimed is null)
        {
            _faults.Add(new RuleFault("XHE-8", "InstanceEncryptionIndicator is missing or neither true nor false", element?.Path ?? payload.Path));
        }
        else if (claimed != _facts.IsEncrypted)
        {
            _faults.Add(new RuleFault("XHE-8", claimed.Value ? "the indicator is true but PayloadContent holds no EncryptedData (R12)" : "the indicator is false but PayloadContent holds EncryptedData (R13)", element!.Path));
        }
    }

    private void Content(string path)
    {
        if (ContentType is not null && !MediaTypes.IsMediaType(ContentType))
        {
            _faults.Add(new RuleFault("XHE-7", "ContentTypeCode is not a media type", path));
        }

        if (_facts.Elements == 0 && !_facts.HasText)
        {
            _faults.Add(new RuleFault("XHE-9", "PayloadContent is empty (R2)", path));
        }
        else if (_facts.Elements > 1 || (_facts.Elements == 1 && _facts.HasText))
        {
            _faults.Add(new RuleFault("XHE-7", "PayloadContent holds more than one element, or one and text", path));
        }
        else if (_facts.Elements == 0)
        {
            Text(path);
        }
        else
        {
            Element(path);
        }
    }

    private void Text(string path)
    {
        if (!_facts.IsBase64)
        {
            _faults.Add(new RuleFault("XHE-7", "a payload that is not XML must be Base64 text", path));
        }

        if (ContentType is not null && MediaTypes.IsXml(ContentType))
        {
            _faults.Add(new RuleFault("XHE-7", "ContentTypeCode says XML but PayloadContent holds text", path));
        }
    }

    private void Element(string path)
    {
        var claimsXml = ContentType is not null && MediaTypes.IsXml(ContentType);
        if (!claimsXml)
        {
            if (!_facts.IsEncrypted && ContentType is not null)
            {
                _faults.Add(new RuleFault("XHE-7", "PayloadContent holds an element but ContentTypeCode is not XML", path));
            }

            return;
        }

        if (TypeCode is null)
        {
            return;
        }

        if (!EqName.TryParse(TypeCode, out var name))
        {
            _faults.Add(new RuleFault("XHE-7", "DocumentTypeCode of an XML payload must be Q{namespace}name of its root", path));
        }
        else if (!_facts.IsEncrypted && name != _facts.Root)
        {
            _faults.Add(new RuleFault("XHE-7", "DocumentTypeCode is not the name of the payload's root element", path));
        }
    }
}
