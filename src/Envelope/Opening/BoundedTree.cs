using SdkNode.Envelope.Content;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>Keeps one element of a stream as a tree, as long as it is small.</summary>
internal sealed class BoundedTree : XmlTokenSink
{
    private const int MostElements = 100;
    private const int MostBytes = 128 * 1024;

    private readonly XmlTreeBuilder _builder = new();
    private int _elements;
    private int _bytes;

    /// <summary>The element, once it has ended.</summary>
    public XmlTreeElement Root => _builder.Build().Root;

    public override void StartElement(XmlStartTag tag)
    {
        _elements++;
        var bytes = 0;
        foreach (ref readonly var attribute in tag.Attributes)
        {
            bytes += attribute.Utf8Value.Length;
        }

        Spend(bytes);
        _builder.StartElement(tag);
    }

    public override void EndElement(XmlName name) => _builder.EndElement(name);

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        Spend(utf8.Length);
        _builder.Text(utf8);
    }

    private void Spend(int bytes)
    {
        _bytes += bytes;
        if (_bytes > MostBytes || _elements > MostElements)
        {
            throw new PayloadRefusedException(new RuleFault("O2O-2", "what describes the payload's encryption is too large"));
        }
    }
}
