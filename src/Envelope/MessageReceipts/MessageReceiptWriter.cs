using System.Globalization;
using System.Text;
using System.Xml;
using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.MessageReceipts;

/// <summary>Writes message receipts (RCPT-1, RCPT-3).</summary>
public static class MessageReceiptWriter
{
    private const string Aggregate = MessageReceipt.AggregateNamespace;
    private const string Basic = MessageReceipt.BasicNamespace;

    /// <summary>The receipt as XML in UTF-8 without byte order mark.</summary>
    public static byte[] Write(MessageReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartElement("ApplicationResponse", MessageReceipt.Namespace);
            xml.WriteAttributeString("xmlns", "cac", null, Aggregate);
            xml.WriteAttributeString("xmlns", "cbc", null, Basic);
            Text(xml, "CustomizationID", MessageReceipt.Customization);
            Text(xml, "ProfileID", ProcessIdentifier.NoProcess);
            Text(xml, "ID", receipt.Id);
            Text(xml, "IssueDate", receipt.Issued.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Text(xml, "IssueTime", receipt.Issued.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + Zone(receipt.Issued));
            Party(xml, "SenderParty", receipt.Sender);
            Party(xml, "ReceiverParty", receipt.Receiver);
            xml.WriteStartElement("DocumentResponse", Aggregate);
            Inside(xml, "Response", "ResponseCode", receipt.IsAccepted ? MessageReceipt.Accepted : MessageReceipt.Rejected);
            Inside(xml, "DocumentReference", "ID", receipt.AnsweredId);
            foreach (var line in receipt.Lines)
            {
                Line(xml, line);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return output.ToArray();
    }

    private static string Zone(DateTimeOffset moment) => moment.Offset == TimeSpan.Zero ? "Z" : moment.ToString("zzz", CultureInfo.InvariantCulture);

    private static void Party(XmlWriter xml, string name, ParticipantIdentifier participant)
    {
        xml.WriteStartElement(name, Aggregate);
        xml.WriteStartElement("EndpointID", Basic);
        xml.WriteAttributeString("schemeID", ParticipantIdentifier.Scheme);
        xml.WriteString(participant.Value);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Line(XmlWriter xml, ReceiptLine line)
    {
        xml.WriteStartElement("LineResponse", Aggregate);
        Inside(xml, "LineReference", "LineID", line.LineId);
        xml.WriteStartElement("Response", Aggregate);
        Text(xml, "ResponseCode", line.Code);
        xml.WriteStartElement("Status", Aggregate);
        if (!string.IsNullOrEmpty(line.Reason))
        {
            Text(xml, "StatusReasonCode", line.Reason);
        }

        Text(xml, "StatusReason", line.Text);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Inside(XmlWriter xml, string aggregate, string name, string text)
    {
        xml.WriteStartElement(aggregate, Aggregate);
        Text(xml, name, text);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Basic, text);
}
