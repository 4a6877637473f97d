using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>Walks the children of one ds element in the only order that is accepted; anything else is a fault.</summary>
internal sealed class SignatureElements
{
    internal const string WhiteSpace = " \t\r\n";

    private readonly XmlTreeElement _parent;
    private readonly List<XmlTreeElement> _children;
    private int _next;

    private SignatureElements(XmlTreeElement parent, List<XmlTreeElement> children) => (_parent, _children) = (parent, children);

    /// <summary>Refuses text, processing instructions and attributes that do not belong; xsi:* and xml:* attributes are no faults.</summary>
    internal static Result<SignatureElements, SignatureFault> Of(XmlTreeElement parent, params ReadOnlySpan<string> attributes)
    {
        foreach (var attribute in parent.Attributes)
        {
            var allowed = attribute.Name.NamespaceUri switch
            {
                XmlNamespaces.Xml or XmlNamespaces.Xsi => true,
                "" => attributes.Contains(attribute.Name.LocalName),
                _ => false,
            };
            if (!allowed)
            {
                return Malformed(parent, $"the attribute {attribute.Name} does not belong there");
            }
        }

        var children = new List<XmlTreeElement>();
        foreach (var node in parent.Children)
        {
            if (node is XmlTreeElement element)
            {
                children.Add(element);
            }
            else if (node is not XmlTreeText text || !IsWhiteSpace(text.Value))
            {
                return Malformed(parent, "text or a processing instruction where only elements belong");
            }
        }

        return new SignatureElements(parent, children);
    }

    internal static SignatureFault Malformed(XmlTreeElement at, string what) => new(SignatureFaultKind.Malformed, $"{at.Name.LocalName}: {what}.");

    internal static bool IsWhiteSpace(string text) => text.AsSpan().IndexOfAnyExcept(WhiteSpace) < 0;

    /// <summary>The next child when it has this name.</summary>
    internal XmlTreeElement? Take(string namespaceUri, string localName) =>
        _next < _children.Count && _children[_next].Is(namespaceUri, localName) ? _children[_next++] : null;

    /// <summary>The fault of a child that must be there.</summary>
    internal SignatureFault Expected(string localName) => Malformed(_parent, $"{localName} is missing or out of place");

    /// <summary>The fault of a child too many; null when all were taken.</summary>
    internal SignatureFault? Rest() =>
        _next == _children.Count ? null : Malformed(_parent, $"{_children[_next].Name.LocalName} does not belong there");
}
