using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>An attribute of a start tag, namespace declarations excepted. Valid as long as the tag is.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "An XML attribute is the field's word.")]
public readonly struct XmlAttribute
{
    private readonly byte[] _buffer;
    private readonly int _offset;
    private readonly int _length;

    internal XmlAttribute(XmlName name, byte[] buffer, int offset, int length) =>
        (Name, _buffer, _offset, _length) = (name, buffer, offset, length);

    /// <summary>The attribute's name; without prefix it is in no namespace.</summary>
    public XmlName Name { get; }

    /// <summary>The normalised value. Made anew at every call.</summary>
    public string Value => Encoding.UTF8.GetString(Utf8Value);

    /// <summary>The normalised value in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Value => _buffer.AsSpan(_offset, _length);
}

/// <summary>A namespace declaration of a start tag; an empty prefix is the default namespace, an empty URI undeclares it.</summary>
public readonly record struct XmlNamespaceDeclaration(string Prefix, string Uri);
