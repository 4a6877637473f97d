namespace SdkNode.Security.Xml;

/// <summary>Gives every token to several sinks, in order: what one processes is what another digested.</summary>
public sealed class TeeSink : IXmlTokenSink
{
    private readonly IXmlTokenSink[] _sinks;

    /// <summary>Ties sinks together.</summary>
    public TeeSink(params IXmlTokenSink[] sinks) => _sinks = [.. sinks];

    /// <inheritdoc/>
    public void StartElement(XmlStartTag tag)
    {
        foreach (var sink in _sinks)
        {
            sink.StartElement(tag);
        }
    }

    /// <inheritdoc/>
    public void EndElement(XmlName name)
    {
        foreach (var sink in _sinks)
        {
            sink.EndElement(name);
        }
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        foreach (var sink in _sinks)
        {
            sink.Text(utf8);
        }
    }

    /// <inheritdoc/>
    public void Comment(ReadOnlySpan<byte> utf8)
    {
        foreach (var sink in _sinks)
        {
            sink.Comment(utf8);
        }
    }

    /// <inheritdoc/>
    public void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data)
    {
        foreach (var sink in _sinks)
        {
            sink.ProcessingInstruction(target, data);
        }
    }

    /// <inheritdoc/>
    public void EndDocument()
    {
        foreach (var sink in _sinks)
        {
            sink.EndDocument();
        }
    }
}
