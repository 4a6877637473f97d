using System.Xml;
using SdkNode.Security;

namespace SdkNode.As4.Messages;

/// <summary>
/// Writes <c>eb:Messaging</c> as a self-contained element. The same message gives the same octets every time, ids included:
/// so the digests of a resend are those of the first try (AS4-7).
/// </summary>
internal static class MessagingWriter
{
    /// <summary>Writes a user message (AS4-2).</summary>
    public static byte[] Write(As4UserMessage message, string id) => SoapXml.Write(writer =>
    {
        Begin(writer, id);
        writer.WriteStartElement("eb", "UserMessage", As4Names.Ebms);
        if (message.Mpc is not null)
        {
            writer.WriteAttributeString("mpc", message.Mpc);
        }

        WriteInfo(writer, message.MessageId, message.Timestamp, message.RefToMessageId);
        writer.WriteStartElement("eb", "PartyInfo", As4Names.Ebms);
        WriteParty(writer, "From", message.From);
        WriteParty(writer, "To", message.To);
        writer.WriteEndElement();
        WriteCollaboration(writer, message);
        if (message.Properties.Count > 0)
        {
            WriteProperties(writer, "MessageProperties", message.Properties);
        }

        WriteParts(writer, message.Parts);
        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    /// <summary>Writes a signal around its content: an <c>eb:Receipt</c> or <c>eb:Error</c> elements.</summary>
    public static byte[] WriteSignal(string id, string messageId, DateTimeOffset timestamp, string? refToMessageId, Action<XmlWriter> content) => SoapXml.Write(writer =>
    {
        Begin(writer, id);
        writer.WriteStartElement("eb", "SignalMessage", As4Names.Ebms);
        WriteInfo(writer, messageId, timestamp, refToMessageId);
        content(writer);
        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    /// <summary>Writes one <c>eb:Error</c> (AS4-5).</summary>
    public static void WriteError(XmlWriter writer, As4Error error)
    {
        writer.WriteStartElement("eb", "Error", As4Names.Ebms);
        WriteOptional(writer, "origin", error.Origin);
        WriteOptional(writer, "category", error.Category);
        writer.WriteAttributeString("errorCode", error.Code);
        writer.WriteAttributeString("severity", error.Severity);
        WriteOptional(writer, "refToMessageInError", error.RefToMessageInError);
        WriteOptional(writer, "shortDescription", error.ShortDescription);
        if (error.Description is not null)
        {
            writer.WriteStartElement("eb", "Description", As4Names.Ebms);
            writer.WriteAttributeString("xml", "lang", null, "en");
            writer.WriteString(error.Description);
            writer.WriteEndElement();
        }

        if (error.Detail is not null)
        {
            writer.WriteElementString("eb", "ErrorDetail", As4Names.Ebms, error.Detail);
        }

        writer.WriteEndElement();
    }

    private static void Begin(XmlWriter writer, string id)
    {
        writer.WriteStartElement("eb", "Messaging", As4Names.Ebms);
        writer.WriteAttributeString("S12", "mustUnderstand", As4Names.Soap12, "true");
        writer.WriteAttributeString("wsu", "Id", XmlNamespaces.Wsu, id);
    }

    private static void WriteInfo(XmlWriter writer, string messageId, DateTimeOffset timestamp, string? refToMessageId)
    {
        writer.WriteStartElement("eb", "MessageInfo", As4Names.Ebms);
        writer.WriteElementString("eb", "Timestamp", As4Names.Ebms, XsDateTime.Format(timestamp));
        writer.WriteElementString("eb", "MessageId", As4Names.Ebms, messageId);
        if (refToMessageId is not null)
        {
            writer.WriteElementString("eb", "RefToMessageId", As4Names.Ebms, refToMessageId);
        }

        writer.WriteEndElement();
    }

    private static void WriteParty(XmlWriter writer, string name, As4Party party)
    {
        writer.WriteStartElement("eb", name, As4Names.Ebms);
        WriteTyped(writer, "PartyId", party.Id, party.Type);
        writer.WriteElementString("eb", "Role", As4Names.Ebms, party.Role);
        writer.WriteEndElement();
    }

    private static void WriteCollaboration(XmlWriter writer, As4UserMessage message)
    {
        writer.WriteStartElement("eb", "CollaborationInfo", As4Names.Ebms);
        if (message.AgreementRef is { } agreement)
        {
            WriteTyped(writer, "AgreementRef", agreement.Value, agreement.Type);
        }

        WriteTyped(writer, "Service", message.Service.Value, message.Service.Type);
        writer.WriteElementString("eb", "Action", As4Names.Ebms, message.Action);
        writer.WriteElementString("eb", "ConversationId", As4Names.Ebms, message.ConversationId);
        writer.WriteEndElement();
    }

    private static void WriteParts(XmlWriter writer, IReadOnlyList<As4Part> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        writer.WriteStartElement("eb", "PayloadInfo", As4Names.Ebms);
        foreach (var part in parts)
        {
            writer.WriteStartElement("eb", "PartInfo", As4Names.Ebms);
            writer.WriteAttributeString("href", Mime.ContentIds.ToUri(part.ContentId));
            if (part.Properties.Count > 0)
            {
                WriteProperties(writer, "PartProperties", part.Properties);
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteProperties(XmlWriter writer, string name, IReadOnlyList<As4Property> properties)
    {
        writer.WriteStartElement("eb", name, As4Names.Ebms);
        foreach (var property in properties)
        {
            writer.WriteStartElement("eb", "Property", As4Names.Ebms);
            writer.WriteAttributeString("name", property.Name);
            WriteOptional(writer, "type", property.Type);
            writer.WriteString(property.Value);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteTyped(XmlWriter writer, string name, string value, string? type)
    {
        writer.WriteStartElement("eb", name, As4Names.Ebms);
        WriteOptional(writer, "type", type);
        writer.WriteString(value);
        writer.WriteEndElement();
    }

    private static void WriteOptional(XmlWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteAttributeString(name, value);
        }
    }
}
