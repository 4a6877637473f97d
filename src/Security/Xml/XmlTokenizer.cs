namespace SdkNode.Security.Xml;

/// <summary>Push tokenizer over UTF-8.</summary>
public sealed class XmlTokenizer
{
    /// <summary>A tokenizer.</summary>
    public XmlTokenizer(XmlLimits limits, IXmlTokenSink sink) { _ = limits; _ = sink; }
    /// <summary>Bytes taken so far.</summary>
    public long BytesRead { get; private set; }
    /// <summary>Takes the next bytes.</summary>
    public void Write(ReadOnlySpan<byte> utf8) => BytesRead += utf8.Length;
    /// <summary>Ends the document.</summary>
    public void Complete() => throw new NotImplementedException();
}
