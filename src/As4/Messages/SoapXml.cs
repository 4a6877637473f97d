using System.Text;
using System.Xml;

namespace SdkNode.As4.Messages;

/// <summary>Writes fragments of XML: UTF-8 without byte order mark or declaration, nothing added, line ends kept as they are.</summary>
internal static class SoapXml
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
        NewLineHandling = NewLineHandling.Entitize,
        CloseOutput = false,
    };

    /// <summary>Writes one element, or several one after the other.</summary>
    public static byte[] Write(Action<XmlWriter> content)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, Settings))
        {
            content(writer);
        }

        return output.ToArray();
    }
}
