using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>A node of an <see cref="XmlTree"/>: an element, a text or a processing instruction. Comments are not kept.</summary>
public abstract class XmlTreeNode
{
    private protected XmlTreeNode()
    {
    }
}

/// <summary>A text; neighbouring texts, CDATA sections and references are one.</summary>
public sealed class XmlTreeText : XmlTreeNode
{
    internal XmlTreeText(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }
}

/// <summary>A processing instruction.</summary>
public sealed class XmlTreeProcessingInstruction : XmlTreeNode
{
    internal XmlTreeProcessingInstruction(string target, string data) => (Target, Data) = (target, data);

    /// <summary>Its target.</summary>
    public string Target { get; }

    /// <summary>Its data, or empty.</summary>
    public string Data { get; }

    internal void ReplayTo(IXmlTokenSink sink) => sink.ProcessingInstruction(Encoding.UTF8.GetBytes(Target), Encoding.UTF8.GetBytes(Data));
}

/// <summary>An attribute of an <see cref="XmlTreeElement"/>.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "An XML attribute is the field's word.")]
public sealed record XmlTreeAttribute(XmlName Name, string Value);
