using System.Globalization;
using System.Xml;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security;
using SdkNode.Security.Xml;
using static SdkNode.Envelope.MessageReceipts.MessageReceipt;

namespace SdkNode.Envelope.MessageReceipts;

/// <summary>The rules of a receipt whose schema is kept. DIGG's rule number stands in each text.</summary>
internal sealed class ReceiptRules(XmlTreeElement root, List<RuleFault> faults)
{
    /// <summary>Adds every fault and gives the receipt, which is whole only when there was none.</summary>
    public MessageReceipt? Read()
    {
        Fixed("CustomizationID", Customization, "R3");
        Fixed("ProfileID", ProcessIdentifier.NoProcess, "R4");
        var response = Aggregate(root, "DocumentResponse");
        var code = Text(Aggregate(response, "Response"), "ResponseCode");
        var lines = response.Elements(AggregateNamespace, "LineResponse").Select(Line).ToList();
        Verdict(code, lines.Count, response);
        var sender = Party("SenderParty");
        var receiver = Party("ReceiverParty");
        var issued = Issued();
        return sender is null || receiver is null || issued is null ? null : new MessageReceipt
        {
            Id = Text(root, "ID"),
            Issued = issued.Value,
            Sender = sender,
            Receiver = receiver,
            AnsweredId = Text(Aggregate(response, "DocumentReference"), "ID"),
            Lines = lines,
        };
    }

    private void Verdict(string code, int lines, XmlTreeElement response)
    {
        if (code is not (Accepted or Rejected))
        {
            faults.Add(new RuleFault("RCPT-0", "ResponseCode must be ACCEPTED or REJECTED (R5)", Aggregate(response, "Response").Path));
        }
        else if (code == Accepted && lines > 0)
        {
            faults.Add(new RuleFault("RCPT-3", "an ACCEPTED receipt has lines (R7)", response.Path));
        }
        else if (code == Rejected && lines == 0)
        {
            faults.Add(new RuleFault("RCPT-3", "a REJECTED receipt has no line (R8)", response.Path));
        }
    }

    private ReceiptLine Line(XmlTreeElement line)
    {
        var response = Aggregate(line, "Response");
        var status = Aggregate(response, "Status");
        var code = Text(response, "ResponseCode");
        if (code is not (LineCode.Schema or LineCode.Business or LineCode.Signature))
        {
            faults.Add(new RuleFault("RCPT-0", "the ResponseCode of a line must be SV, BV or SIG (R6)", response.Path));
        }

        // Detail codes of RCPT-4 are not demanded: DIGG's own samples carry rule numbers there.
        var reason = status.Element(BasicNamespace, "StatusReasonCode") is { } element ? MessageReceiptReader.TextOf(element) : null;
        return new ReceiptLine(code, reason, Text(status, "StatusReason"), Text(Aggregate(line, "LineReference"), "LineID"));
    }

    private ParticipantIdentifier? Party(string name)
    {
        var endpoint = Aggregate(root, name).Element(BasicNamespace, "EndpointID")!;
        if (endpoint.Attribute("", "schemeID")?.Trim() != ParticipantIdentifier.Scheme)
        {
            faults.Add(new RuleFault("RCPT-0", $"schemeID must be {ParticipantIdentifier.Scheme}", endpoint.Path));
        }

        if (ParticipantIdentifier.Parse(MessageReceiptReader.TextOf(endpoint)).TryGet(out var participant, out var fault))
        {
            return participant;
        }

        faults.Add(fault with { Path = endpoint.Path });
        return null;
    }

    private DateTimeOffset? Issued()
    {
        var time = Text(root, "IssueTime");
        var date = Text(root, "IssueDate");
        var zoned = time.EndsWith('Z') || (time.Length > 6 && time[^6] is '+' or '-');
        // The day's own zone, where a peer writes one, adds nothing: the time's counts.
        var day = date.Length >= 10 ? date[..10] : date;
        try
        {
            if (zoned)
            {
                return XmlConvert.ToDateTimeOffset($"{day}T{time}");
            }
        }
        catch (FormatException)
        {
            // Told below.
        }

        faults.Add(new RuleFault("RCPT-0", zoned ? "IssueDate and IssueTime are no moment" : "IssueTime has no time zone", root.Path));
        return null;
    }

    private void Fixed(string name, string value, string digg)
    {
        if (Text(root, name) != value)
        {
            faults.Add(new RuleFault("RCPT-0", string.Create(CultureInfo.InvariantCulture, $"{name} must be {value} ({digg})"), root.Path));
        }
    }

    // The schema has been kept: what is asked for here is there.
    private static XmlTreeElement Aggregate(XmlTreeElement parent, string name) => parent.Element(AggregateNamespace, name)!;

    private static string Text(XmlTreeElement parent, string name) => MessageReceiptReader.TextOf(parent.Element(BasicNamespace, name)!);
}
