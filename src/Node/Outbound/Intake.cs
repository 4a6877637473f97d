using SdkNode.Envelope.DocumentTypes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Outbound;

/// <summary>
/// The first step of the way out (DESIGN 2): may it be sent, is it in order, store it. When this has answered with an id the
/// message is on disk with the work that sends it, in one transaction.
/// </summary>
internal sealed class Intake(MessageStore store, ContentStore content, EnvironmentRuntimes environments, WorkRunner runner, TimeProvider clock)
{
    /// <summary>Takes a payload: an SDK message as XML, or the octets of another registered type (MSG-14).</summary>
    public async Task<Result<AcceptedSubmission, IntakeFault>> SubmitAsync(Submission submission, Stream payload, CancellationToken cancellationToken)
    {
        // 1. Whom it is for, and whether we may send for the sender (AP-2).
        if (!Address(submission).TryGet(out var address, out var fault))
        {
            return fault;
        }

        // 2. Store the payload, no more of it than its type allows (MSG-13).
        await using var stored = content.Create();
        if (!await CopyAsync(payload, stored, address.MaxBytes, cancellationToken))
        {
            return Refuse($"The payload is larger than {address.MaxBytes:N0} octets, which is the most that may be sent (MSG-13).");
        }

        await stored.CompleteAsync(cancellationToken);

        // 3. Validate with the rules that the receiver will use (RCPT-7).
        var checkedPayload = await CheckAsync(submission, address, stored.Id, cancellationToken);
        if (!checkedPayload.TryGet(out var ids, out fault))
        {
            content.Delete(stored.Id);
            return fault;
        }

        // 4. Message, work and first event in one transaction; from here nothing is lost.
        var row = Row(submission, address, ids, stored);
        var added = await store.AddAsync(
            [
                row,
                new WorkRow { Id = Guid.CreateVersion7(), MessageId = row.Id, Kind = WorkKind.Send, DueAt = clock.GetUtcNow() },
                Events.Step(row, clock, $"Stored: {stored.Length:N0} octets."),
            ],
            cancellationToken);
        if (!added)
        {
            content.Delete(stored.Id);
            return Refuse($"The message id {row.XheId} is already used by a message from {row.From}. Give the message a new one.");
        }

        runner.Signal();
        return new AcceptedSubmission(row.Id, row.XheId);
    }

    private Result<Addressed, IntakeFault> Address(Submission submission)
    {
        if (environments.Find(submission.Environment) is not { } environment)
        {
            return Refuse($"There is no environment \"{submission.Environment}\"; there is {string.Join(", ", environments.All.Select(known => known.Setup.Name))}.");
        }

        if (!ParticipantIdentifier.Parse(submission.From).TryGet(out var from, out var wrong))
        {
            return Refuse($"The sender {submission.From}: {wrong.Detail}.");
        }

        if (environment.Setup.FindParticipant(from) is not { } participant)
        {
            return Refuse($"This node does not serve {submission.From} in {submission.Environment} (AP-2). It serves {string.Join(", ", environment.Setup.Participants.Select(known => known.Id.Value))}.");
        }

        if (!ParticipantIdentifier.Parse(submission.To).TryGet(out var to, out wrong))
        {
            return Refuse($"The receiver {submission.To}: {wrong.Detail}.");
        }

        if (environment.Setup.DocumentTypes.Find(submission.DocumentType) is not { } type || submission.DocumentType == DocumentTypeIdentifier.MessageReceiptBaseCode)
        {
            return Refuse($"The document type {submission.DocumentType} is not registered in the settings (MSG-14), or is one that the node itself sends.");
        }

        return new Addressed(environment.Setup, participant, to, type);
    }

    private async Task<Result<PayloadIds, IntakeFault>> CheckAsync(Submission submission, Addressed address, Guid payload, CancellationToken cancellationToken)
    {
        if (!address.IsSdkMessage)
        {
            return new PayloadIds(MessageId.New(), null);
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
            { Malformed: { } malformed } => Refuse($"The message is no well-formed XML: {malformed.Detail} (octet {malformed.Offset})."),
            _ => new IntakeFault([.. reading.Lines.Select(line => $"{line.Code}/{line.Reason}: {line.Text}")]),
        };
    }

    private static Result<PayloadIds, IntakeFault> Fits(Submission submission, Addressed address, SdkMessage message)
    {
        List<string> faults = [];
        if (!Same(message.Sender.Id.Extension, address.Sender.Id.Value))
        {
            faults.Add($"BV/security: senderID is {message.Sender.Id.Extension}, the message is to be sent for {address.Sender.Id} (MSG-8).");
        }

        if (!Same(message.Recipient.Id.Extension, address.To.Value))
        {
            faults.Add($"BV/security: recipientID is {message.Recipient.Id.Extension}, the message is to be sent to {address.To} (MSG-8).");
        }

        if (message.Recipient.Attention?.SubOrganization.Extension != submission.FunctionalAddress)
        {
            faults.Add("BV/security: the recipient's functional address in the message is not the one that it is to be sent to (MSG-9).");
        }

        if (message.Sender.Attention is { } sender && !address.Sender.HasFunctionalAddress(sender.SubOrganization.Extension))
        {
            faults.Add($"BV/not-found: the sender's functional address {sender.SubOrganization.Extension} is not one of {address.Sender.Id} in the settings.");
        }

        return faults.Count == 0 ? new PayloadIds(message.MessageId, message.ConversationId) : new IntakeFault(faults);
    }

    private MessageRow Row(Submission submission, Addressed address, PayloadIds ids, ContentWriter stored) => new()
    {
        Id = Guid.CreateVersion7(),
        Environment = submission.Environment,
        Participant = address.Sender.Id.Value,
        Direction = Direction.Outgoing,
        Kind = MessageKind.Message,
        XheId = ids.Message.Uuid.ToString("D"),
        DocumentType = new DocumentTypeIdentifier(address.Type.BaseCode, address.Environment.TransportModels[0]).ToString(),
        From = address.Sender.Id.Value,
        To = address.To.Value,
        FunctionalAddress = submission.FunctionalAddress,
        ConversationId = ids.Conversation?.Value,
        Status = MessageStatus.Scheduled,
        CreatedAt = clock.GetUtcNow(),
        Payload = stored.Id,
        PayloadBytes = stored.Length,
    };

    private static async Task<bool> CopyAsync(Stream from, Stream to, long most, CancellationToken cancellationToken)
    {
        var chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long total = 0;
            int count;
            while ((count = await from.ReadAsync(chunk, cancellationToken)) > 0)
            {
                total += count;
                if (total > most)
                {
                    return false;
                }

                await to.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
            }

            return true;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
    }

    private static IntakeFault Refuse(string detail) => new([detail]);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed record Addressed(EnvironmentSetup Environment, ParticipantSetup Sender, ParticipantIdentifier To, DocumentType Type)
    {
        public bool IsSdkMessage => Type.BaseCode == DocumentTypeIdentifier.SdkMessageBaseCode;

        public long MaxBytes => IsSdkMessage ? Environment.Options.Limits.MaxOutgoingMessageBytes : Type.MaxBytes;
    }

    private sealed record PayloadIds(MessageId Message, MessageId? Conversation);
}
