using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Outbound;

/// <summary>What a checked payload is: its ids and, of an SDK message, the message.</summary>
/// <param name="Id">The envelope's id (MSG-2).</param>
/// <param name="Message">The message; null for other types, which are not understood (MSG-14).</param>
internal sealed record CheckedPayload(MessageId Id, SdkMessage? Message);

/// <summary>Validates an outgoing payload with the rules that the receiver will use (RCPT-7).</summary>
internal sealed class OutgoingCheck(MessageStore store, ContentStore content)
{
    /// <summary>Checks a stored payload.</summary>
    public async Task<Result<CheckedPayload, IntakeFault>> RunAsync(Submission submission, SubmissionAddress address, Guid payload, CancellationToken cancellationToken)
    {
        if (!address.IsSdkMessage)
        {
            return new CheckedPayload(MessageId.New(), null);
        }

        await using var stream = content.OpenRead(payload);
        var context = new MessageContext
        {
            IsOutgoing = true,
            IsRejected = async (id, token) =>
                await store.FindAsync(submission.Environment, address.Sender.Id.Value, Direction.Outgoing, id.Uuid.ToString("D"), token) is { Mark: MessageMark.Rejected },
        };
        var reading = await MessageValidator.ValidateAsync(stream, MessageLimits.Outgoing with { MaxBytes = address.MaxBytes }, context, openFile: null, cancellationToken);
        return reading switch
        {
            { Message: { } message } => Fits(submission, address, message),
            { Malformed: { } malformed } => IntakeFault.Refuse($"The message is no well-formed XML: {malformed.Detail} (octet {malformed.Offset})."),
            _ => new IntakeFault(IntakeFaultKind.Refused, [.. reading.Lines.Select(IntakeIssue.Of)]),
        };
    }

    private static Result<CheckedPayload, IntakeFault> Fits(Submission submission, SubmissionAddress address, SdkMessage message)
    {
        List<IntakeIssue> issues = [];
        if (!Same(message.Sender.Id.Extension, address.Sender.Id.Value))
        {
            issues.Add(new($"senderID is {message.Sender.Id.Extension}, the message is to be sent for {address.Sender.Id} (MSG-8).", "BV/security"));
        }

        if (!Same(message.Recipient.Id.Extension, address.To.Value))
        {
            issues.Add(new($"recipientID is {message.Recipient.Id.Extension}, the message is to be sent to {address.To} (MSG-8).", "BV/security"));
        }

        if (message.Recipient.Attention?.SubOrganization.Extension != submission.FunctionalAddress)
        {
            issues.Add(new("the recipient's functional address in the message is not the one that it is to be sent to (MSG-9).", "BV/security"));
        }

        if (message.Sender.Attention is { } sender && !address.Sender.HasFunctionalAddress(sender.SubOrganization.Extension))
        {
            issues.Add(new($"the sender's functional address {sender.SubOrganization.Extension} is not one of {address.Sender.Id} in the settings.", "BV/not-found"));
        }

        return issues.Count == 0 ? new CheckedPayload(message.MessageId, message) : new IntakeFault(IntakeFaultKind.Refused, issues);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
