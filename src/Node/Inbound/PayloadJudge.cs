using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Inbound;

/// <summary>Judges an opened payload by the rules of its document type (RCPT-4, MSG-14).</summary>
internal sealed class PayloadJudge(MessageStore store, ContentStore content)
{
    /// <summary>What follows for the message.</summary>
    public async Task<Verdict> JudgeAsync(MessageRow message, XheHeader envelope, Guid payload, ParticipantSetup participant, EnvironmentSetup environment, CancellationToken cancellationToken)
    {
        await using var stream = content.OpenRead(payload);
        if (envelope.DocumentType.IsMessageReceipt)
        {
            var read = await MessageReceiptReader.ReadAsync(stream, cancellationToken);
            return read.TryGet(out var receipt, out var fault) ? new Verdict.Receipt(receipt) : new Verdict.Unusable($"The message receipt does not keep its rules: {fault.Detail}");
        }

        if (envelope.DocumentType.BaseCode == DocumentTypeIdentifier.SdkMessageBaseCode)
        {
            var limits = MessageLimits.Incoming with { MaxBytes = environment.Options.Limits.MaxMessageBytes };
            var reading = await MessageValidator.ValidateAsync(stream, limits, Context(message, envelope, participant), openFile: null, cancellationToken);
            return reading switch
            {
                { Message: { } accepted } => new Verdict.Accepted(accepted),
                { Malformed: { } malformed } => new Verdict.Unusable($"The payload is no well-formed XML: {malformed.Detail}"),
                _ => new Verdict.Rejected(reading.Lines),
            };
        }

        // Another registered type is handed over without being understood (MSG-14); its size is all that we know about it.
        var type = environment.DocumentTypes.Find(envelope.DocumentType.BaseCode);
        if (message.Copy > 0)
        {
            return new Verdict.Rejected([ReceiptLine.At(LineCode.Business, ReasonCode.Duplicate, "The message id is already used.", "/")]);
        }

        return type is not null && stream.Length > type.MaxBytes
            ? new Verdict.Rejected([ReceiptLine.At(LineCode.Business, ReasonCode.TooLong, $"The payload is larger than {type.MaxBytes} octets.", "/")])
            : new Verdict.Accepted(null);
    }

    private MessageContext Context(MessageRow message, XheHeader envelope, ParticipantSetup participant) => new()
    {
        Envelope = envelope,
        IsUsed = (_, _) => ValueTask.FromResult(message.Copy > 0),
        AddressExists = (address, _) => ValueTask.FromResult(participant.HasFunctionalAddress(address)),
        IsRejected = (id, cancellationToken) => IsRejectedAsync(message, id, cancellationToken),
    };

    // RCPT-4: a reference to a message that was rejected, whichever way it went.
    private async ValueTask<bool> IsRejectedAsync(MessageRow message, MessageId id, CancellationToken cancellationToken)
    {
        foreach (var direction in new[] { Direction.Outgoing, Direction.Incoming })
        {
            if (await store.FindAsync(message.Environment, message.Participant, direction, id.Uuid.ToString("D"), cancellationToken) is { Mark: MessageMark.Rejected })
            {
                return true;
            }
        }

        return false;
    }
}
