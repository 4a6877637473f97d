using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Security;

namespace SdkNode.Envelope.Tests.MessageReceipts;

/// <summary>Message receipts, and what our reader says of them.</summary>
internal static class Receipts
{
    /// <summary>A receipt that rejects, with two lines.</summary>
    public static MessageReceipt Rejected { get; } = new()
    {
        Id = "5d8f3f7a-1111-4f4f-8f8f-0000000000a1",
        Issued = new DateTimeOffset(2026, 11, 23, 19, 11, 7, TimeSpan.FromHours(1)),
        Sender = ParticipantIdentifier.Parse("0203:regionvarmland.example").Value!,
        Receiver = ParticipantIdentifier.Parse("0203:kristinehamn.example").Value!,
        AnsweredId = "0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01",
        Lines =
        [
            ReceiptLine.At(LineCode.Schema, ReasonCode.Structure, "confidentiality < > & is missing", "/messagePayload/message/messageHeader"),
            ReceiptLine.Security("The signature of the envelope was not accepted"),
        ],
    };

    public static MessageReceipt Accepted { get; } = Rejected with { Lines = [], Issued = Rejected.Issued.ToUniversalTime() };

    public static string Text(MessageReceipt receipt) => Encoding.UTF8.GetString(MessageReceiptWriter.Write(receipt));

    public static Result<MessageReceipt, ReceiptFault> Read(string xml) => MessageReceiptReader.Read(Encoding.UTF8.GetBytes(xml));

    public static IReadOnlyList<string> Rules(string xml) => [.. Read(xml).Fault?.Rules.Select(fault => fault.RuleId) ?? []];
}
