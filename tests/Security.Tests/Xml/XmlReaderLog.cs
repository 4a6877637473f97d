using System.Text;
using System.Xml;

namespace SdkNode.Security.Tests.Xml;

/// <summary>What XmlReader, the oracle, says of a document, in the form of <see cref="TokenLog"/>.</summary>
internal static class XmlReaderLog
{
    public static string Of(byte[] utf8)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true };
        var log = new StringBuilder();
        var text = new StringBuilder();
        try
        {
            using var strict = new StreamReader(new MemoryStream(utf8), new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var reader = XmlReader.Create(strict, settings);
            while (reader.Read())
            {
                Append(reader, log, text);
            }

            return log.Append("end").ToString();
        }
        catch (Exception refused) when (refused is XmlException or DecoderFallbackException or ArgumentException)
        {
            return "refused " + refused.Message;
        }
    }

    private static void Append(XmlReader reader, StringBuilder log, StringBuilder text)
    {
        if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
        {
            text.Append(reader.Depth > 0 ? reader.Value : "");
            return;
        }

        if (text.Length > 0)
        {
            log.Append('"').Append(text).Append("\"\u0001");
            text.Clear();
        }

        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Start(reader, log);
                break;
            case XmlNodeType.EndElement:
                log.Append("</").Append(Name(reader)).Append(">\u0001");
                break;
            case XmlNodeType.Comment:
                log.Append("<!--").Append(reader.Value).Append("-->\u0001");
                break;
            case XmlNodeType.ProcessingInstruction:
                log.Append("<?").Append(reader.Name).Append('|').Append(reader.Value).Append("?>\u0001");
                break;
        }
    }

    private static void Start(XmlReader reader, StringBuilder log)
    {
        var (name, empty) = (Name(reader), reader.IsEmptyElement);
        log.Append('<').Append(reader.Depth + 1).Append(' ').Append(name);
        var (namespaces, attributes) = (new StringBuilder(), new StringBuilder());
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == XmlNamespaces.Xmlns)
            {
                namespaces.Append(" ns ").Append(reader.Prefix.Length == 0 ? "" : reader.LocalName).Append('=').Append(reader.Value);
            }
            else
            {
                attributes.Append(" @").Append(Name(reader)).Append('=').Append(reader.Value);
            }
        }

        log.Append(namespaces).Append(attributes).Append(">\u0001");
        if (empty)
        {
            log.Append("</").Append(name).Append(">\u0001");
        }
    }

    private static string Name(XmlReader reader) =>
        reader.Prefix + "|" + (reader.NamespaceURI.Length == 0 ? reader.LocalName : $"Q{{{reader.NamespaceURI}}}{reader.LocalName}");
}
