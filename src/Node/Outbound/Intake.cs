using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Health;
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
internal sealed class Intake(OpenedStore store, OutgoingCheck check, EnvironmentRuntimes environments, StorageWatch storage, TimeProvider clock)
{
    /// <summary>Takes a payload: an SDK message as XML, or the octets of another registered type (MSG-14).</summary>
    public async Task<Result<AcceptedSubmission, IntakeFault>> SubmitAsync(Submission submission, Stream payload, CancellationToken cancellationToken)
    {
        var done = await SubmitAsync([new OutgoingPayload(submission, (output, token) => payload.CopyToAsync(output, 64 * 1024, token))], cancellationToken);
        return done.TryGet(out var accepted, out var fault) ? accepted[0] : fault;
    }

    /// <summary>Takes several payloads, all or none of them.</summary>
    public async Task<Result<List<AcceptedSubmission>, IntakeFault>> SubmitAsync(IReadOnlyList<OutgoingPayload> payloads, CancellationToken cancellationToken)
    {
        var rows = new List<MessageRow>();
        try
        {
            return await SubmitAsync(payloads, rows, cancellationToken);
        }
        catch (Exception e) when (StorageFault.Of(e) is { } fault)
        {
            storage.Met(e);
            if (fault.NothingStored)
            {
                Discard(rows);
            }

            return IntakeFault.Of(fault);
        }
    }

    private async Task<Result<List<AcceptedSubmission>, IntakeFault>> SubmitAsync(IReadOnlyList<OutgoingPayload> payloads, List<MessageRow> rows, CancellationToken cancellationToken)
    {
        // Of several each has content of its own: room for all, before the first is written.
        if (payloads.Count > 1 && storage.Refusal(payloads.Sum(payload => payload.AnnouncedBytes)) is { } full)
        {
            return IntakeFault.Of(full);
        }

        foreach (var payload in payloads)
        {
            if (!(await PrepareAsync(payload, cancellationToken)).TryGet(out var row, out var fault))
            {
                Discard(rows);
                return fault;
            }

            rows.Add(row);
        }

        // 4. Messages, work and first events in one transaction; from here nothing is lost. Who asked may be gone: it is done all the
        // same, and whatever a fault leaves in doubt keeps its content, which the sweep removes if no row names it.
        if (!await store.Messages.AddAsync([.. rows.Zip(payloads, (row, payload) => WithWork(row, payload.Submission.Author)).SelectMany(stored => stored)], CancellationToken.None))
        {
            Discard(rows);
            return await DuplicateAsync(rows, cancellationToken);
        }

        FaultPoint.Reach("intake: committed");
        return rows.ConvertAll(row => new AcceptedSubmission(row.Id, row.XheId) { ConversationId = row.ConversationId, To = row.To });
    }

    /// <summary>Steps 1 to 3 of a submission: the row of a message whose payload is stored and in order, or what is wrong; the row is not stored yet.</summary>
    public async Task<Result<MessageRow, IntakeFault>> PrepareAsync(OutgoingPayload outgoing, CancellationToken cancellationToken)
    {
        if (storage.Refusal(outgoing.AnnouncedBytes) is { } full)
        {
            return IntakeFault.Of(full);
        }

        // 1. Whom it is for, and whether we may send for the sender (AP-2).
        if (!SubmissionAddress.Read(outgoing.Submission, environments).TryGet(out var address, out var fault))
        {
            return fault;
        }

        // 2. Store the payload, no more of it than its type allows (MSG-13).
        await using var stored = store.Content.Create();
        try
        {
            await using var limited = new LimitedStream(stored, address.MaxBytes);
            await outgoing.WriteAsync(limited, cancellationToken);
        }
        catch (LimitExceededException)
        {
            return new IntakeFault(IntakeFaultKind.TooLarge, [new($"The payload is larger than {address.MaxBytes:N0} octets, which is the most that may be sent (MSG-13).")]);
        }

        await stored.CompleteAsync(cancellationToken);
        FaultPoint.Reach("intake: content stored");

        // 3. Validate with the rules that the receiver will use (RCPT-7). Without a row the content is nobody's.
        var taken = false;
        try
        {
            var done = await check.RunAsync(outgoing.Submission, address, stored.Id, cancellationToken);
            taken = done.TryGet(out var payload, out fault);
            return taken ? Row(outgoing.Submission, address, payload!, stored) : fault!;
        }
        finally
        {
            if (!taken)
            {
                store.Content.Delete(stored.Id);
            }
        }
    }

    /// <summary>A prepared message with its work and first event: what one transaction stores.</summary>
    public IEnumerable<object> WithWork(MessageRow row, string? author = null) =>
    [
        row,
        .. author is null ? Array.Empty<object>() : [Events.OfStaff(row, clock, $"Written by {author}.")],
        WorkRow.For(row, WorkKind.Send, clock.GetUtcNow()),
        Events.Step(row, clock, $"Stored: {row.PayloadBytes:N0} octets."),
    ];

    private void Discard(List<MessageRow> rows) => rows.ForEach(row => store.Content.Delete(row.Payload!.Value));

    private async Task<IntakeFault> DuplicateAsync(List<MessageRow> rows, CancellationToken cancellationToken)
    {
        var used = rows[0];
        foreach (var row in rows)
        {
            if (await store.Messages.FindAsync(row.Environment, row.Participant, Direction.Outgoing, row.XheId, cancellationToken) is not null)
            {
                used = row;
            }
        }

        return new IntakeFault(IntakeFaultKind.Duplicate, [new($"The message id {used.XheId} is already used by a message from {used.From}. Give the message a new one.")]) { UsedId = used.XheId };
    }

    private MessageRow Row(Submission submission, SubmissionAddress address, CheckedPayload payload, ContentWriter stored)
    {
        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(),
            Environment = submission.Environment,
            Participant = address.Sender.Id.Value,
            Direction = Direction.Outgoing,
            Kind = MessageKind.Message,
            XheId = payload.Id.Uuid.ToString("D"),
            DocumentType = new DocumentTypeIdentifier(address.Type.BaseCode, address.Environment.TransportModels[0]).ToString(),
            From = address.Sender.Id.Value,
            To = address.To.Value,
            FunctionalAddress = submission.FunctionalAddress,
            Status = MessageStatus.Scheduled,
            CreatedAt = clock.GetUtcNow(),
            Payload = stored.Id,
            PayloadBytes = stored.Length,
            ClientId = submission.ClientId,
        };
        if (payload.Message is { } message)
        {
            MessageHead.Fill(row, message, store.Heads);
        }

        return row;
    }
}
