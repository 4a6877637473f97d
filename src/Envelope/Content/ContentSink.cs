using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Content;

/// <summary>Gives the tokens inside one element of a stream to another sink, which is made when the element comes.</summary>
/// <param name="depth">The element's depth; the root's is 1.</param>
/// <param name="localName">Its local name. The first of that name and depth is taken.</param>
/// <param name="open">Makes the sink, given the namespaces in scope in the element.</param>
internal sealed class ContentSink(int depth, string localName, Func<IReadOnlyList<XmlNamespaceDeclaration>, IXmlTokenSink> open) : XmlTokenSink
{
    private readonly NamespaceScope _scope = new();
    private IXmlTokenSink? _inside;
    private int _depth;

    /// <summary>The element has come and has ended.</summary>
    public bool HasEnded { get; private set; }

    public override void StartElement(XmlStartTag tag)
    {
        _depth++;
        if (_inside is not null)
        {
            _inside.StartElement(tag);
            return;
        }

        if (HasEnded)
        {
            return;
        }

        _scope.Open(tag);
        if (_depth == depth && tag.Name.LocalName == localName)
        {
            _inside = open(_scope.InScope());
        }
    }

    public override void EndElement(XmlName name)
    {
        if (_inside is not null && _depth == depth)
        {
            _inside.EndDocument();
            (_inside, HasEnded) = (null, true);
        }
        else if (_inside is not null)
        {
            _inside.EndElement(name);
        }
        else if (!HasEnded)
        {
            _scope.Close();
        }

        _depth--;
    }

    public override void Text(ReadOnlySpan<byte> utf8) => _inside?.Text(utf8);

    public override void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data) => _inside?.ProcessingInstruction(target, data);
}
