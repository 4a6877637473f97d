using SdkNode.Adapters.VirusScan;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Node.VirusScan;

/// <summary>What a find is told as: BV, forbidden, with its place (RCPT-4). Neither file names nor signatures leave the node.</summary>
internal static class FindingLines
{
    private const string Text = "malicious content was found";

    /// <summary>A line for every malicious part.</summary>
    public static IReadOnlyList<ReceiptLine> Of(IReadOnlyList<Finding> findings, SdkMessage? message) =>
        [.. findings.Select(finding => ReceiptLine.At(LineCode.Business, ReasonCode.Forbidden, Text, Place(finding.FileNumber, message))).Distinct()];

    private static string Place(int? fileNumber, SdkMessage? message)
    {
        const string Body = "/messagePayload/message/messageBody";
        if (message is null || fileNumber is not { } number)
        {
            return message is null ? "/" : Body;
        }

        for (var document = 0; document < message.Documents.Count; document++)
        {
            var file = message.Documents[document].Files.TakeWhile(file => file.Number != number).Count();
            if (file < message.Documents[document].Files.Count)
            {
                return $"{Body}/documents{Position(document)}/ContentFiles{Position(file)}";
            }
        }

        return Body;
    }

    private static string Position(int index) => index == 0 ? "" : $"[{index + 1}]";
}
