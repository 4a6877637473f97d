namespace SdkNode.Security.Xml;

/// <summary>A sink that ignores everything; derived sinks take what they need.</summary>
public abstract class XmlTokenSink : IXmlTokenSink
{
    /// <inheritdoc/>
    public virtual void StartElement(XmlStartTag tag)
    {
    }

    /// <inheritdoc/>
    public virtual void EndElement(XmlName name)
    {
    }

    /// <inheritdoc/>
    public virtual void Text(ReadOnlySpan<byte> utf8)
    {
    }

    /// <inheritdoc/>
    public virtual void Comment(ReadOnlySpan<byte> utf8)
    {
    }

    /// <inheritdoc/>
    public virtual void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data)
    {
    }

    /// <inheritdoc/>
    public virtual void EndDocument()
    {
    }
}
