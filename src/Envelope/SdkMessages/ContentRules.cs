using System.Globalization;
using System.Text.RegularExpressions;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>
/// The content rules of the SDK message (MSG-1 to MSG-5, MSG-8, MSG-9, MSG-11, MSG-12): all that the official Schematron
/// asks for, at whatever place it asks, and the three that only the text of the profile does. Texts name elements, never values.
/// </summary>
internal sealed partial class ContentRules(XmlTreeElement root, IReadOnlyList<ContentFacts> contents)
{
    private const int LongestLabel = 256;
    private const int MostLines = 50;

    private readonly List<ReceiptLine> _lines = [];
    private int _nextContent;
    private bool _hasBody;

    /// <summary>A line for every breach, in document order; at most 50.</summary>
    public IReadOnlyList<ReceiptLine> Check()
    {
        foreach (var child in root.Elements())
        {
            HasContent(child, insideFile: false);
        }

        if (!_hasBody)
        {
            Add(root, ReasonCode.Invariant, "the message holds neither ContentText nor ContentFiles");
        }

        return _lines.Count <= MostLines ? _lines : _lines[..MostLines];
    }

    // Depth first, so that an element knows whether anything below it holds text (MSG-12).
    private bool HasContent(XmlTreeElement element, bool insideFile)
    {
        var file = !insideFile && IsContentOfFile(element) ? contents[_nextContent++] : null;
        var place = _lines.Count;
        var filled = file is { IsEmpty: false } || !IsBlank(element.Text);
        foreach (var child in element.Elements())
        {
            filled |= HasContent(child, insideFile || file is not null);
        }

        if (!filled)
        {
            _lines.Insert(place, Line(element, ReasonCode.Invariant, $"the element {element.Name.LocalName} is present but empty"));
        }

        if (element.Name.NamespaceUri == SdkMessage.Namespace)
        {
            Own(element, file);
        }

        return filled;
    }

    private void Own(XmlTreeElement element, ContentFacts? file)
    {
        switch (element.Name.LocalName)
        {
            case "creationDateTime" when !IsTimestamp(Value(element)):
                Add(element, ReasonCode.Invariant, "creationDateTime must have the form YYYY-MM-DDThh:mm:ss.sZ with one to three digits after the point");
                break;
            case "messageId" or "conversationId" or "refToMessageId" when !Uuid().IsMatch(Value(element)):
                Add(element, ReasonCode.Invariant, $"{element.Name.LocalName} is not a UUID");
                break;
            case "messageHeader" when element.Elements(SdkMessage.Namespace, "conversationId").Count() != 1:
                Add(element, ReasonCode.Invariant, "there must be one conversationId; a new message starts a conversation with its own messageId");
                break;
            case "label" when IsOwn(element.Parent, "messageHeader") && Characters(Value(element)) > LongestLabel:
                Add(element, ReasonCode.Structure, $"label is longer than {LongestLabel} characters");
                break;
            case "root":
                Root(element);
                break;
            case "content" when file is not null && !file.BeginsAsBase64:
                Add(element, ReasonCode.Invariant, "content must begin with a Base64 character");
                break;
            case "content" when file is { IsBase64: false, IsEmpty: false }:
                Add(element, ReasonCode.Invariant, "content is not Base64");
                break;
            case "ContentFiles" or "ContentText" when IsOwn(element.Parent, "documents"):
                _hasBody = true;
                break;
        }
    }

    private void Root(XmlTreeElement element)
    {
        var parent = element.Parent;
        if ((IsOwn(parent, "recipientID") || IsOwn(parent, "senderID")) && Value(element) != ParticipantIdentifier.Scheme)
        {
            Add(element, ReasonCode.Invariant, $"the root of {parent!.Name.LocalName} must be {ParticipantIdentifier.Scheme}");
        }
        else if (IsOwn(parent, "organizationId") && IsOwn(parent!.Parent, "subOrganization") && Value(element) != FunctionalAddress.Root)
        {
            Add(element, ReasonCode.Invariant, $"the root of a functional address must be {FunctionalAddress.Root}");
        }
    }

    private void Add(XmlTreeElement element, string reason, string text) => _lines.Add(Line(element, reason, text));

    private static ReceiptLine Line(XmlTreeElement element, string reason, string text) => ReceiptLine.At(LineCode.Business, reason, text, element.Path);

    private static bool IsContentOfFile(XmlTreeElement element) => IsOwn(element, "content") && IsOwn(element.Parent, "ContentFiles");

    private static bool IsOwn(XmlTreeElement? element, string name) => element is not null && element.Is(SdkMessage.Namespace, name);

    private static bool IsTimestamp(string text) =>
        Timestamp().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool IsBlank(string text) => text.AsSpan().Trim(" \t\r\n").IsEmpty;

    // What the official rules compare: all text inside, that of children too.
    private static string Value(XmlTreeElement element) => element.Elements().Any() ? string.Concat(element.DescendantsAndSelf().Select(part => part.Text)) : element.Text;

    private static int Characters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{1,3}Z\z", RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
