using System.Globalization;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;

namespace SdkNode.Node.Inspect;

/// <summary>Inspects what an envelope carries: SDK messages and message receipts. Never prints a label, a text or a file's content.</summary>
internal static class ContentInspection
{
    /// <summary>Inspects an SDK message.</summary>
    public static async Task<InspectionReport> MessageAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        var report = new InspectionReport { Kind = "SDK message 3.0" };
        await using var file = open();
        var reading = await MessageValidator.ValidateAsync(file, MessageLimits.Incoming, new MessageContext(), openFile: null, cancellationToken);
        if (reading.Malformed is { } malformed)
        {
            report.Fail("RCPT-5", "Well-formed XML", $"{malformed.Detail} (octet {malformed.Offset}). Such a message gets no message receipt.");
            return report;
        }

        foreach (var line in reading.Lines)
        {
            report.Fail("RCPT-4", $"{line.Code}/{line.Reason}", line.Text);
        }

        if (reading.Message is not { } message)
        {
            report.Fact("would be answered", "REJECTED");
            return report;
        }

        report.Fact("messageId", message.MessageId.Value);
        report.Fact("conversationId", message.ConversationId.Value);
        report.Fact("refToMessageId", message.RefToMessageId?.Value);
        report.Fact("created", message.CreationDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        report.Fact("from", $"{message.Sender.Id.Extension}, {message.Sender.Attention?.SubOrganization.Extension}");
        report.Fact("to", $"{message.Recipient.Id.Extension}, {message.Recipient.Attention?.SubOrganization.Extension}");
        report.Fact("confidential", message.Confidentiality ? "yes" : "no");
        foreach (var part in message.Documents.SelectMany(document => document.Files))
        {
            report.Fact("file", $"{part.FileName} ({part.ContentType}, {part.Length:N0} octets)");
        }

        report.Ok("MSG-1", "Structure and rules", $"All kept; {reading.Length:N0} octets. Would be answered ACCEPTED as far as the message alone decides.");
        return report;
    }

    /// <summary>Inspects a message receipt.</summary>
    public static async Task<InspectionReport> ReceiptAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        var report = new InspectionReport { Kind = "message receipt (ApplicationResponse)" };
        await using var file = open();
        var read = await MessageReceiptReader.ReadAsync(file, cancellationToken);
        if (!read.TryGet(out var receipt, out var fault))
        {
            foreach (var rule in fault.Rules)
            {
                report.Fail(rule.RuleId, "Rule", rule.Path is null ? rule.Detail : $"{rule.Detail} | at path {rule.Path}");
            }

            return report;
        }

        report.Fact("id", receipt.Id);
        report.Fact("answers", receipt.AnsweredId);
        report.Fact("verdict", receipt.IsAccepted ? "ACCEPTED" : "REJECTED");
        report.Fact("from", receipt.Sender.Value);
        report.Fact("to", receipt.Receiver.Value);
        foreach (var line in receipt.Lines)
        {
            report.Fact($"{line.Code}/{line.Reason}", $"{line.Text} [{line.LineId}]");
        }

        report.Ok("RCPT-3", "Structure and rules", "All kept.");
        return report;
    }
}
