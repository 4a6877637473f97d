using SdkNode.Adapters.VirusScan;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store;
using SdkNode.Node.VirusScan;
using SdkNode.Security;

namespace SdkNode.Node.Outbound;

/// <summary>What a checked payload is: its ids and, of an SDK message, the message.</summary>
/// <param name="Id">The envelope's id (MSG-2).</param>
/// <param name="Message">The message; null for other types, which are not understood (MSG-14).</param>
internal sealed record CheckedPayload(MessageId Id, SdkMessage? Message);

/// <summary>Validates an outgoing payload with the rules that the receiver will use, the malware scan included (RCPT-7).</summary>
internal sealed class OutgoingCheck(OpenedStore store, MalwareGate gate, AddressRules addresses, AlarmList alarms)
{
    private const string Header = "/messagePayload/message/messageHeader";
    private const string Function = "/attention/subOrganization/organizationId/extension";

    /// <summary>Checks a stored payload.</summary>
    public async Task<Result<CheckedPayload, IntakeFault>> RunAsync(Submission submission, SubmissionAddress address, Guid payload, CancellationToken cancellationToken)
    {
        await using var stream = store.Content.OpenRead(payload);
        if (!address.IsSdkMessage)
        {
            return await ScannedAsync(submission, new CheckedPayload(MessageId.New(), null), await gate.ScanAsync(stream, cancellationToken), cancellationToken);
        }

        // 1. Schema, content rules, logic; the files pass through the scanner on the way.
        var scan = gate.Begin();
        var context = new MessageContext
        {
            IsOutgoing = true,
            IsRejected = (id, token) => store.Messages.IsRejectedAsync(submission.Environment, address.Sender.Id.Value, id, submission.SenderAddress, token),
        };
        FileOpener? scanning = scan is null ? null : scan.OpenFileAsync;
        var reading = await MessageValidator.ValidateAsync(stream, MessageLimits.Outgoing with { MaxBytes = address.MaxBytes }, context, scanning, cancellationToken);
        if (reading.Message is not { } message)
        {
            List<IntakeIssue> issues = reading.Malformed is { } malformed
                ? [new($"The message is no well-formed XML: {malformed.Detail} (octet {malformed.Offset}).")]
                : [.. reading.Lines.Select(IntakeIssue.Of)];
            return await RefusedAsync(submission, address, issues, scan, cancellationToken);
        }

        // 2. Does it fit what is asked for, and whom the address book knows (DIR-7)?
        if (await IssuesAsync(submission, address, message, cancellationToken) is { Count: > 0 } misfits)
        {
            return await RefusedAsync(submission, address, misfits, scan, cancellationToken);
        }

        // 3. What the scanner said.
        return await ScannedAsync(submission, new CheckedPayload(message.MessageId, message), await gate.FinishAsync(scan, message, cancellationToken), cancellationToken);
    }

    private async Task<Result<CheckedPayload, IntakeFault>> ScannedAsync(Submission submission, CheckedPayload payload, ScanOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case ScanOutcome.Malicious malicious:
                await IncidentAsync(submission, malicious, cancellationToken);
                return new IntakeFault(IntakeFaultKind.Refused, [.. FindingLines.Of(malicious.Findings, payload.Message).Select(IntakeIssue.Of)]);
            case ScanOutcome.Wait wait:
                return new IntakeFault(IntakeFaultKind.Unavailable, [new($"{wait.Detail} Nothing was stored; try again later.")]);
            default:
                return payload;
        }
    }

    // Whatever else is wrong with a message, malicious content in it is told and is an incident (RCPT-4).
    private async Task<IntakeFault> RefusedAsync(Submission submission, SubmissionAddress address, List<IntakeIssue> issues, MessageScan? scan, CancellationToken cancellationToken)
    {
        if (await MalwareGate.FindAsync(scan, cancellationToken) is { } malicious)
        {
            await IncidentAsync(submission, malicious, cancellationToken);
            issues.AddRange(FindingLines.Of(malicious.Findings, null).Select(IntakeIssue.Of));
        }

        return new IntakeFault(IntakeFaultKind.Refused, issues);
    }

    // One alarm for whoever keeps sending it, counted up.
    private Task IncidentAsync(Submission submission, ScanOutcome.Malicious malicious, CancellationToken cancellationToken) => alarms.RaiseAsync(
        AlarmKinds.MaliciousContent, submission.Environment, submission.ClientId ?? submission.From, $"{malicious.Signatures} was found in a message that {submission.ClientId ?? "somebody"} wanted to send for {submission.From}; it was refused and not stored.",
        "Look for the source in the system that sent it.", cancellationToken);

    private async Task<List<IntakeIssue>> IssuesAsync(Submission submission, SubmissionAddress address, SdkMessage message, CancellationToken cancellationToken)
    {
        List<IntakeIssue> issues = [];
        if (!Same(message.Sender.Id.Extension, address.Sender.Id.Value))
        {
            issues.Add(new($"senderID is {message.Sender.Id.Extension}, the message is to be sent for {address.Sender.Id} (MSG-8).", "BV/security", $"{Header}/sender/senderID/extension"));
        }

        if (!Same(message.Recipient.Id.Extension, address.To.Value))
        {
            issues.Add(new($"recipientID is {message.Recipient.Id.Extension}, the message is to be sent to {address.To} (MSG-8).", "BV/security", $"{Header}/recipient/recipientID/extension"));
        }

        var function = message.Recipient.Attention?.SubOrganization.Extension;
        if (function != submission.FunctionalAddress)
        {
            issues.Add(new("the recipient's functional address in the message is not the one that it is to be sent to (MSG-9).", "BV/security", $"{Header}/recipient{Function}"));
        }
        else if (await addresses.ReceiverFaultAsync(submission.Environment, address.To, function ?? "", cancellationToken) is { } unknown)
        {
            issues.Add(new(unknown, "BV/not-found", $"{Header}/recipient{Function}"));
        }

        if (message.Sender.Attention is { } sender && !await addresses.ExistsAsync(submission.Environment, address.Sender, sender.SubOrganization.Extension, cancellationToken))
        {
            issues.Add(new($"the sender's functional address {sender.SubOrganization.Extension} is not one of {address.Sender.Id}, neither in the settings nor in the address book.", "BV/not-found", $"{Header}/sender{Function}"));
        }

        return issues;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
