using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.VirusScan;

namespace SdkNode.Node.Inbound;

/// <summary>Judges an opened payload by the rules of its document type, the malware scan included (RCPT-4, MSG-14).</summary>
internal sealed class PayloadJudge(OpenedStore store, MalwareGate gate, AddressRules addresses)
{
    /// <summary>What follows for the message.</summary>
    public async Task<Verdict> JudgeAsync(MessageRow message, XheHeader envelope, Guid payload, ParticipantSetup participant, EnvironmentSetup environment, CancellationToken cancellationToken)
    {
        await using var stream = store.Content.OpenRead(payload);
        if (envelope.DocumentType.IsMessageReceipt)
        {
            var read = await MessageReceiptReader.ReadAsync(stream, cancellationToken);
            return read.TryGet(out var receipt, out var fault) ? new Verdict.Receipt(receipt) : new Verdict.Unusable($"The message receipt does not keep its rules: {fault.Detail}");
        }

        return envelope.DocumentType.BaseCode == DocumentTypeIdentifier.SdkMessageBaseCode
            ? await JudgeMessageAsync(message, envelope, stream, participant, environment, cancellationToken)
            : await JudgeOtherAsync(message, environment.DocumentTypes.Find(envelope.DocumentType.BaseCode)?.MaxBytes, stream, cancellationToken);
    }

    private async Task<Verdict> JudgeMessageAsync(MessageRow message, XheHeader envelope, Stream payload, ParticipantSetup participant, EnvironmentSetup environment, CancellationToken cancellationToken)
    {
        var limits = MessageLimits.Incoming with { MaxBytes = environment.Options.Limits.MaxMessageBytes };
        var scan = gate.Begin();
        FileOpener? scanning = scan is null ? null : scan.OpenFileAsync;
        var reading = await MessageValidator.ValidateAsync(payload, limits, Context(message, envelope, participant), scanning, cancellationToken);
        if (reading.Message is not { } accepted)
        {
            return Refused(reading, await MalwareGate.FindAsync(scan, cancellationToken));
        }

        return Judged(await gate.FinishAsync(scan, accepted, cancellationToken), accepted, new Verdict.Accepted(accepted, addresses.KnowsSender(message.Environment, accepted)));
    }

    // Whatever else is wrong with a message, malicious content in it is told and is an incident (RCPT-4).
    private static Verdict Refused(MessageReading reading, ScanOutcome.Malicious? found) => (reading.Malformed, found) switch
    {
        ({ } malformed, _) => new Verdict.Unusable($"The payload is no well-formed XML: {malformed.Detail}", found?.Signatures),
        (_, { } malicious) => new Verdict.Malicious([.. reading.Lines, .. FindingLines.Of(malicious.Findings, null)], malicious.Signatures),
        _ => new Verdict.Rejected(reading.Lines),
    };

    // Another registered type is handed over without being understood (MSG-14); its size is all that we know about it.
    private async Task<Verdict> JudgeOtherAsync(MessageRow message, long? maxBytes, Stream payload, CancellationToken cancellationToken)
    {
        if (message.Copy > 0)
        {
            return new Verdict.Rejected([ReceiptLine.At(LineCode.Business, ReasonCode.Duplicate, "The message id is already used.", "/")]);
        }

        return payload.Length > maxBytes
            ? new Verdict.Rejected([ReceiptLine.At(LineCode.Business, ReasonCode.TooLong, $"The payload is larger than {maxBytes} octets.", "/")])
            : Judged(await gate.ScanAsync(payload, cancellationToken), null, new Verdict.Accepted(null));
    }

    private static Verdict Judged(ScanOutcome outcome, SdkMessage? message, Verdict.Accepted accepted) => outcome switch
    {
        ScanOutcome.Malicious malicious => new Verdict.Malicious(FindingLines.Of(malicious.Findings, message), malicious.Signatures),
        ScanOutcome.Wait wait => new Verdict.NotYet(wait.Detail),
        _ => accepted,
    };

    private MessageContext Context(MessageRow message, XheHeader envelope, ParticipantSetup participant) => new()
    {
        Envelope = envelope,
        IsUsed = (_, _) => ValueTask.FromResult(message.Copy > 0),
        AddressExists = (address, cancellationToken) => addresses.ExistsAsync(message.Environment, participant, address, cancellationToken),
        IsRejected = (id, cancellationToken) => store.Messages.IsRejectedAsync(message.Environment, message.Participant, id, address: null, cancellationToken),
        IsSupported = file => participant.Accepts(file.ContentType),
    };
}
