using System.Text;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

/// <summary>Writes tokens down as text, neighbouring texts as one, so that two runs can be compared.</summary>
internal sealed class TokenLog : IXmlTokenSink
{
    private readonly StringBuilder _log = new();
    private readonly System.Buffers.ArrayBufferWriter<byte> _text = new();

    public string Log
    {
        get
        {
            FlushText();
            return _log.ToString();
        }
    }

    public static string Of(ReadOnlySpan<byte> document, XmlLimits? limits = null) => OfChunks(document, [], limits);

    /// <summary>Feeds the document cut at the given places.</summary>
    public static string OfChunks(ReadOnlySpan<byte> document, IEnumerable<int> cuts, XmlLimits? limits = null)
    {
        var log = new TokenLog();
        var tokenizer = new XmlTokenizer(limits ?? XmlLimits.Header, log);
        try
        {
            var from = 0;
            foreach (var cut in cuts)
            {
                tokenizer.Write(document[from..cut]);
                from = cut;
            }

            tokenizer.Write(document[from..]);
            tokenizer.Complete();
        }
        catch (XmlRejectedException refused)
        {
            return $"refused {refused.Fault.Kind}";
        }

        return log.Log;
    }

    public void StartElement(XmlStartTag tag)
    {
        FlushText();
        _log.Append('<').Append(tag.Depth).Append(' ').Append(tag.Name.Prefix).Append('|').Append(tag.Name);
        foreach (var declaration in tag.Namespaces)
        {
            _log.Append(" ns ").Append(declaration.Prefix).Append('=').Append(declaration.Uri);
        }

        foreach (var attribute in tag.Attributes)
        {
            _log.Append(" @").Append(attribute.Name.Prefix).Append('|').Append(attribute.Name).Append('=').Append(attribute.Value);
        }

        _log.Append(">\u0001");
    }

    public void EndElement(XmlName name)
    {
        FlushText();
        _log.Append("</").Append(name.Prefix).Append('|').Append(name).Append(">\u0001");
    }

    public void Text(ReadOnlySpan<byte> utf8)
    {
        Assert.True(System.Text.Unicode.Utf8.IsValid(utf8), "a text token splits a character");
        System.Buffers.BuffersExtensions.Write(_text, utf8);
    }

    public void Comment(ReadOnlySpan<byte> utf8)
    {
        FlushText();
        _log.Append("<!--").Append(Encoding.UTF8.GetString(utf8)).Append("-->\u0001");
    }

    public void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data)
    {
        FlushText();
        _log.Append("<?").Append(Encoding.UTF8.GetString(target)).Append('|').Append(Encoding.UTF8.GetString(data)).Append("?>\u0001");
    }

    public void EndDocument()
    {
        FlushText();
        _log.Append("end");
    }

    private void FlushText()
    {
        if (_text.WrittenCount > 0)
        {
            _log.Append('"').Append(Encoding.UTF8.GetString(_text.WrittenSpan)).Append("\"\u0001");
            _text.ResetWrittenCount();
        }
    }
}
