using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.As4.Messages;

/// <summary>
/// A SOAP 1.2 envelope with one <c>eb:Messaging</c> header, found at its one place; nothing is trusted yet. Everything that
/// is processed later is taken from these elements, and the signature must cover these very elements (AS4-SEC-3).
/// </summary>
internal sealed class SoapMessage
{
    private SoapMessage(XmlTree tree, XmlTreeElement messaging, XmlTreeElement? security, XmlTreeElement body) =>
        (Tree, Messaging, Security, Body) = (tree, messaging, security, body);

    /// <summary>The whole envelope.</summary>
    public XmlTree Tree { get; }

    /// <summary>The <c>eb:Messaging</c> header block.</summary>
    public XmlTreeElement Messaging { get; }

    /// <summary>The <c>wsse:Security</c> header block, or null.</summary>
    public XmlTreeElement? Security { get; }

    /// <summary>The SOAP body.</summary>
    public XmlTreeElement Body { get; }

    /// <summary>The MessageId as the header claims it, or null.</summary>
    public string? ClaimedMessageId =>
        NonBlank(Unit?.Element(As4Names.Ebms, "MessageInfo")?.Element(As4Names.Ebms, "MessageId")?.Text);

    /// <summary>The From/PartyId as the header claims it, or null.</summary>
    public string? ClaimedParty =>
        NonBlank(Unit?.Element(As4Names.Ebms, "PartyInfo")?.Element(As4Names.Ebms, "From")?.Element(As4Names.Ebms, "PartyId")?.Text);

    private XmlTreeElement? Unit => Messaging.Elements().FirstOrDefault();

    /// <summary>Reads an envelope, a UTF-8 byte order mark tolerated (AS4-10).</summary>
    public static Result<SoapMessage, As4Fault> Read(ReadOnlySpan<byte> utf8)
    {
        if (!XmlTree.Parse(utf8, XmlLimits.Header with { MaxBytes = utf8.Length }).TryGet(out var tree, out var fault))
        {
            return NotAs4("AS4-SEC-3", $"The SOAP part is refused as XML: {fault.Kind}, {fault.Detail} (byte {fault.Offset}).");
        }

        var root = tree.Root;
        if (!root.Is(As4Names.Soap12, "Envelope"))
        {
            return NotAs4("AS4-1", "The SOAP part is no SOAP 1.2 envelope.");
        }

        var headers = root.Elements(As4Names.Soap12, "Header").ToList();
        var bodies = root.Elements(As4Names.Soap12, "Body").ToList();
        if (headers.Count != 1 || bodies.Count != 1 || root.Elements().Count() != 2)
        {
            return NotAs4("AS4-1", "The SOAP envelope is not one Header and one Body.");
        }

        return FindBlocks(tree, headers[0], bodies[0]);
    }

    private static Result<SoapMessage, As4Fault> FindBlocks(XmlTree tree, XmlTreeElement header, XmlTreeElement body)
    {
        var messaging = header.Elements(As4Names.Ebms, "Messaging").ToList();
        var security = header.Elements(XmlNamespaces.Wsse, "Security").ToList();
        if (messaging.Count == 0)
        {
            return NotAs4("AS4-2", "There is no eb:Messaging header.");
        }

        if (messaging.Count > 1)
        {
            return As4Fault.InvalidHeader("AS4-2", "There is more than one eb:Messaging header.");
        }

        if (security.Count > 1)
        {
            return As4Fault.Policy("AS4-SEC-1", "There is more than one wsse:Security header.");
        }

        var unknown = header.Elements().FirstOrDefault(block =>
            block != messaging[0] && !security.Contains(block) && block.Attribute(As4Names.Soap12, "mustUnderstand") is "true" or "1");
        return unknown is null
            ? new SoapMessage(tree, messaging[0], security.FirstOrDefault(), body)
            : new As4Fault(As4ErrorCode.FeatureNotSupported, "AS4-2", $"A header block must be understood and is not: {unknown.Name.LocalName}.");
    }

    private static As4Fault NotAs4(string ruleId, string detail) => new(null, ruleId, detail) { HttpStatus = 400 };

    private static string? NonBlank(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > 1000 ? null : text.Trim();
}
