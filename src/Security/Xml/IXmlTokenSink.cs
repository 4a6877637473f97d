namespace SdkNode.Security.Xml;

/// <summary>
/// Receives a document's tokens in order. Implementations do not throw to refuse a document: they remember the fault and
/// give it as a value afterwards. Spans and the tag are valid during the call only.
/// </summary>
public interface IXmlTokenSink
{
    /// <summary>An element begins; empty-element tags are followed by <see cref="EndElement"/> too.</summary>
    void StartElement(XmlStartTag tag);

    /// <summary>The element begun last ends.</summary>
    void EndElement(XmlName name);

    /// <summary>
    /// Text inside the root, CDATA included: references resolved, line ends normalised. One text may come in many calls;
    /// no call splits a character.
    /// </summary>
    void Text(ReadOnlySpan<byte> utf8);

    /// <summary>A comment, anywhere in the document.</summary>
    void Comment(ReadOnlySpan<byte> utf8);

    /// <summary>A processing instruction, anywhere in the document; the XML declaration is none.</summary>
    void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data);

    /// <summary>The document was complete and well-formed.</summary>
    void EndDocument();
}
