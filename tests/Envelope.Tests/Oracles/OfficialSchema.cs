using System.Xml;
using System.Xml.Schema;

namespace SdkNode.Envelope.Tests.Oracles;

/// <summary>An official schema, read by the platform's own validator.</summary>
internal sealed class OfficialSchema
{
    private static readonly Lazy<OfficialSchema> s_xhe = new(() => new("xsd/xhe/XHE-1.0.xsd"));
    private static readonly Lazy<OfficialSchema> s_sdkMessage = new(() => new("xsd/sdk-message/infrastructure_messaging_MessageWithAttachments_3.0.xsd"));
    private static readonly Lazy<OfficialSchema> s_receipt = new(() => new("xsd/receipt/Response-2.1.xsd"));

    private readonly XmlSchemaSet _schemas;

    private OfficialSchema(string relative)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = new XmlUrlResolver() };
        _schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        using var reader = XmlReader.Create(SharedFiles.Official(relative), settings);
        _schemas.Add(null, reader);
        _schemas.Compile();
    }

    public static OfficialSchema Xhe() => s_xhe.Value;

    public static OfficialSchema SdkMessage() => s_sdkMessage.Value;

    public static OfficialSchema Receipt() => s_receipt.Value;

    /// <summary>What the schema says against a document; empty when it is valid. A document whose root it does not know is refused.</summary>
    public IReadOnlyList<string> Refusals(string xml)
    {
        var refusals = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = _schemas, DtdProcessing = DtdProcessing.Prohibit };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (sender, e) =>
        {
            // A warning is told of elements that the schema does not know: only of the root it is a refusal.
            if (e.Severity == XmlSeverityType.Error || sender is XmlReader { Depth: 0 })
            {
                refusals.Add(e.Message);
            }
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            while (reader.Read())
            {
            }
        }
        catch (XmlException exception)
        {
            refusals.Add(exception.Message);
        }

        return refusals;
    }
}
