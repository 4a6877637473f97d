using System.Xml;
using System.Xml.Schema;

namespace SdkNode.Envelope.Schemas;

/// <summary>The schemas that ship with the product, compiled once; they are written from the rules, not copied (specs/schemas).</summary>
internal static class OwnSchemas
{
    private static readonly Lazy<XmlSchemaSet> s_xhe = new(() => Load("xhe.xsd", "xhe-aggregates.xsd", "xhe-basics.xsd"));
    private static readonly Lazy<XmlSchemaSet> s_sdkMessage = new(() => Load("sdk-message.xsd"));
    private static readonly Lazy<XmlSchemaSet> s_messageReceipt = new(() => Load("message-receipt.xsd", "message-receipt-aggregates.xsd", "message-receipt-basics.xsd"));

    /// <summary>The envelope in its reduced profile.</summary>
    public static XmlSchemaSet Xhe => s_xhe.Value;

    /// <summary>The SDK message 3.0.</summary>
    public static XmlSchemaSet SdkMessage => s_sdkMessage.Value;

    /// <summary>The message receipt in its reduced profile.</summary>
    public static XmlSchemaSet MessageReceipt => s_messageReceipt.Value;

    private static XmlSchemaSet Load(params ReadOnlySpan<string> names)
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var name in names)
        {
            using var stream = typeof(OwnSchemas).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The schema {name} is not in the assembly.");
            using var reader = XmlReader.Create(stream);
            schemas.Add(null, reader);
        }

        schemas.Compile();
        return schemas;
    }
}
