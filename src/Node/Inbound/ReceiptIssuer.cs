using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Inbound;

/// <summary>Makes the message receipt for a judged message (RCPT-1). It goes out by the same path as every other message.</summary>
internal sealed class ReceiptIssuer(ContentStore content, TimeProvider clock)
{
    /// <summary>The rows of the receipt, to be added in the transaction that judges the message. No lines: ACCEPTED (RCPT-3).</summary>
    public async Task<IReadOnlyList<object>> PrepareAsync(MessageRow message, IReadOnlyList<ReceiptLine> lines, CancellationToken cancellationToken)
    {
        var id = MessageId.New();
        var receipt = new MessageReceipt
        {
            Id = id.Value,
            Issued = clock.GetUtcNow(),
            Sender = ParticipantIdentifier.Parse(message.To).Value!,
            Receiver = ParticipantIdentifier.Parse(message.From).Value!,
            AnsweredId = message.XheId,
            Lines = lines,
        };
        var octets = MessageReceiptWriter.Write(receipt);

        // RCPT-1: validated before it is sent. One that breaks a rule is a fault of ours, never of the peer's.
        if (MessageReceiptReader.Read(octets).Fault is { } fault)
        {
            throw new InvalidOperationException($"The message receipt for {message.XheId} would break its rules: {fault.Detail}");
        }

        await using var payload = content.Create();
        await payload.WriteAsync(octets, cancellationToken);
        await payload.CompleteAsync(cancellationToken);
        var type = DocumentTypeIdentifier.Parse(message.DocumentType).Value!;
        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(),
            Environment = message.Environment,
            Participant = message.Participant,
            Direction = Direction.Outgoing,
            Kind = MessageKind.MessageReceipt,
            XheId = id.Value,
            Copy = message.Copy,
            DocumentType = type.ReceiptType.ToString(),
            From = message.To,
            To = message.From,

            // XHE-7: the original's HandlingServiceID.
            FunctionalAddress = message.FunctionalAddress,
            Answers = message.XheId,
            Verdict = receipt.IsAccepted ? "ACCEPTED" : "REJECTED",
            Status = MessageStatus.Scheduled,
            CreatedAt = clock.GetUtcNow(),
            Payload = payload.Id,
            PayloadBytes = payload.Length,
        };
        return
        [
            row,
            WorkRow.For(row, WorkKind.Send, clock.GetUtcNow()),
            Events.Step(row, clock, $"Message receipt for {message.XheId}: {row.Verdict}."),
        ];
    }
}
