using System.Buffers;
using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>
/// Makes an <see cref="XmlTree"/> of tokens: of a whole document, or of a bounded part of a stream that the caller chooses. The
/// first element is the root; comments are left out.
/// </summary>
public sealed class XmlTreeBuilder : XmlTokenSink
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<XmlTreeProcessingInstruction> _before = [];
    private readonly List<XmlTreeProcessingInstruction> _after = [];
    private readonly XmlTreeElement? _within;
    private XmlTreeElement? _root;
    private XmlTreeElement? _open;

    /// <summary>A builder of a whole tree.</summary>
    public XmlTreeBuilder()
    {
    }

    /// <summary>A builder of a part that knows the element around it, which itself is left as it is.</summary>
    internal XmlTreeBuilder(XmlTreeElement within) => _open = _within = within;

    /// <summary>The tree, once the root has ended.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public XmlTree Build() =>
        _root is not null && _open == _within
            ? new XmlTree(_root, _before, _after)
            : throw new InvalidOperationException("The root element has not ended.");

    /// <inheritdoc/>
    public override void StartElement(XmlStartTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        FlushText();
        var element = ElementOf(tag, _open);
        if (_open != _within)
        {
            _open?.Append(element);
        }

        _root ??= element;
        _open = element;
    }

    /// <inheritdoc/>
    public override void EndElement(XmlName name)
    {
        FlushText();
        _open = (_open ?? throw new InvalidOperationException("No element is open.")).Parent;
    }

    /// <inheritdoc/>
    public override void Text(ReadOnlySpan<byte> utf8)
    {
        if (_open is not null && _open != _within)
        {
            _text.Write(utf8);
        }
    }

    /// <inheritdoc/>
    public override void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data)
    {
        FlushText();
        var instruction = new XmlTreeProcessingInstruction(Encoding.UTF8.GetString(target), Encoding.UTF8.GetString(data));
        if (_open is not null && _open != _within)
        {
            _open.Append(instruction);
        }
        else
        {
            (_root is null ? _before : _after).Add(instruction);
        }
    }

    /// <summary>An element without content, made of its start tag.</summary>
    internal static XmlTreeElement ElementOf(XmlStartTag tag, XmlTreeElement? parent)
    {
        var attributes = new XmlTreeAttribute[tag.Attributes.Length];
        for (var i = 0; i < attributes.Length; i++)
        {
            attributes[i] = new XmlTreeAttribute(tag.Attributes[i].Name, tag.Attributes[i].Value);
        }

        return new XmlTreeElement(tag.Name, parent, attributes, tag.Namespaces.ToArray());
    }

    private void FlushText()
    {
        if (_text.WrittenCount > 0)
        {
            _open!.Append(new XmlTreeText(Encoding.UTF8.GetString(_text.WrittenSpan)));
            _text.ResetWrittenCount();
        }
    }
}
