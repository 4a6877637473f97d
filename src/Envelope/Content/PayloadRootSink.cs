using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Content;

/// <summary>
/// Passes on the one element of an XML payload and ends the document after it. Comments and instructions around it are no part
/// of the payload and fall away; anything else around it, and another root than the envelope names, is refused (XHE-7).
/// </summary>
internal sealed class PayloadRootSink(EqName root, IXmlTokenSink inner) : XmlTokenSink
{
    private int _depth;
    private bool _hasEnded;

    public override void StartElement(XmlStartTag tag)
    {
        if (_depth == 0 && (_hasEnded || !tag.Name.Is(root.NamespaceUri, root.LocalName)))
        {
            throw Refuse(_hasEnded ? "the payload is more than one element" : $"the payload's root element is not {root}");
        }

        _depth++;
        inner.StartElement(tag);
    }

    public override void EndElement(XmlName name)
    {
        inner.EndElement(name);
        if (--_depth == 0)
        {
            _hasEnded = true;
            inner.EndDocument();
        }
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        if (_depth > 0)
        {
            inner.Text(utf8);
        }
        else if (utf8.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            throw Refuse("there is text beside the payload's element");
        }
    }

    public override void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data)
    {
        if (_depth > 0)
        {
            inner.ProcessingInstruction(target, data);
        }
    }

    public override void EndDocument()
    {
        if (!_hasEnded)
        {
            throw Refuse("the payload holds no element");
        }
    }

    private static PayloadRefusedException Refuse(string detail) => new(new RuleFault("XHE-7", detail));
}
