using System.Globalization;
using System.Text;
using System.Xml;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Sealing;

/// <summary>Writes what surrounds a payload (SPEC section 3), without white space between elements.</summary>
internal static class XheWriter
{
    private static readonly XmlWriterSettings s_settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Writes the envelope in two parts: all before the payload's content and all after it.</summary>
    /// <param name="header">What the envelope says.</param>
    /// <param name="wrap">Opens further elements inside PayloadContent; they are closed by this method.</param>
    public static (byte[] Before, byte[] After) Write(XheHeader header, Action<XmlWriter>? wrap)
    {
        using var output = new MemoryStream();
        using var writer = XmlWriter.Create(output, s_settings);
        writer.WriteStartDocument();
        writer.WriteStartElement("x", "XHE", XheNamespaces.Envelope);
        writer.WriteAttributeString("xmlns", "xha", null, XheNamespaces.Aggregate);
        writer.WriteAttributeString("xmlns", "xhb", null, XheNamespaces.Basic);
        Basic(writer, "XHEVersionID", XheNamespaces.Version);
        Basic(writer, "CustomizationID", XheNamespaces.Customization);
        Header(writer, header);
        Aggregate(writer, "Payloads");
        Aggregate(writer, "Payload");
        Basic(writer, "DocumentTypeCode", header.PayloadTypeCode);
        Basic(writer, "ContentTypeCode", header.ContentType);
        if (header.HandlingServiceId is { } handling)
        {
            Basic(writer, "HandlingServiceID", handling);
        }

        Basic(writer, "InstanceEncryptionIndicator", header.Encrypted ? "true" : "false");
        Aggregate(writer, "PayloadContent");
        wrap?.Invoke(writer);

        // The empty string makes the writer end the start tag, so that the cut falls behind it.
        writer.WriteString("");
        writer.Flush();
        var cut = (int)output.Length;
        writer.WriteFullEndElement();
        writer.WriteEndDocument();
        writer.Flush();
        var all = output.ToArray();
        return (all[..cut], all[cut..]);
    }

    private static void Header(XmlWriter writer, XheHeader header)
    {
        Aggregate(writer, "Header");
        Basic(writer, "ID", header.Id.ToString());
        Basic(writer, "CreationDateTime", header.CreationDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
        Aggregate(writer, "BusinessScope");
        Criterion(writer, "DOCUMENTID", header.DocumentType.ToString());
        Criterion(writer, "DOCUMENTID_SCHEME", DocumentTypeIdentifier.Scheme);
        Criterion(writer, "PROCESSID", header.Process);
        Criterion(writer, "PROCESSID_SCHEME", ProcessIdentifier.Scheme);
        Criterion(writer, "FEDERATIONID", header.Federation);
        writer.WriteEndElement();
        Party(writer, "FromParty", header.From);
        Party(writer, "ToParty", header.To);
        writer.WriteEndElement();
    }

    private static void Criterion(XmlWriter writer, string code, string value)
    {
        Aggregate(writer, "BusinessScopeCriterion");
        Basic(writer, "BusinessScopeCriterionTypeCode", code);
        Basic(writer, "BusinessScopeCriterionValue", value);
        writer.WriteEndElement();
    }

    private static void Party(XmlWriter writer, string name, ParticipantIdentifier participant)
    {
        Aggregate(writer, name);
        Aggregate(writer, "PartyIdentification");
        writer.WriteStartElement("xhb", "ID", XheNamespaces.Basic);
        writer.WriteAttributeString("schemeID", ParticipantIdentifier.Scheme);
        writer.WriteString(participant.Value);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Aggregate(XmlWriter writer, string name) => writer.WriteStartElement("xha", name, XheNamespaces.Aggregate);

    private static void Basic(XmlWriter writer, string name, string value) => writer.WriteElementString("xhb", name, XheNamespaces.Basic, value);
}
