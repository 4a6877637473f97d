using Microsoft.EntityFrameworkCore;
using SdkNode.As4.Receipts;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Telemetry;

namespace SdkNode.Node.Store;

/// <summary>
/// What the flows keep, each method one transaction. Rows decide what is due; a lease says who does it; a step that has lost
/// its lease changes nothing (DESIGN 5). What is due and who does it: <see cref="WorkStore"/>.
/// </summary>
internal sealed class MessageStore(Func<NodeDb> open)
{
    /// <summary>Named in questions by XHE id, so that the unique index, which has the direction before the id, serves them.</summary>
    internal static readonly Direction[] BothDirections = Enum.GetValues<Direction>();

    /// <summary>
    /// Adds a message with its first work, events and whatever else belongs to the same transaction. False when the same
    /// (environment, participant, direction, XHE id) or the same transfer is there already: then nothing is added.
    /// </summary>
    public async Task<bool> AddAsync(IReadOnlyList<object> rows, CancellationToken cancellationToken)
    {
        try
        {
            return await StoreTransaction.RunAsync(open, db =>
            {
                db.AddRange(rows);
                return Task.FromResult(true);
            }, cancellationToken);
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            return false;
        }
    }

    /// <summary>
    /// Ends one step: changes the message, adds events and follow-up work, and either reschedules the work or removes it, all
    /// or nothing. False when the lease is somebody else's by now.
    /// </summary>
    /// <param name="work">The claimed work.</param>
    /// <param name="change">Changes the tracked message and adds rows.</param>
    /// <param name="again">When the work is due again; null when it is done.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public Task<bool> EndStepAsync(WorkRow work, Action<NodeDb, MessageRow> change, DateTimeOffset? again, CancellationToken cancellationToken) =>
        EndStepAsync(work, change, again, counts: true, cancellationToken);

    /// <summary>Ends one step as above; where <paramref name="counts"/> is false it is no try that counts.</summary>
    public Task<bool> EndStepAsync(WorkRow work, Action<NodeDb, MessageRow> change, DateTimeOffset? again, bool counts, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        if (await StoreQueries.Of(db).Claimed(db, work.Id, work.LeaseOwner, cancellationToken) is not { Work: var row, Message: var message })
        {
            return false;
        }

        change(db, message);
        if (again is { } due)
        {
            row.DueAt = due;
            row.Attempts += counts ? 1 : 0;
            row.Claims = 0;
            row.Faults = 0;
            row.Fault = null;
            row.LeaseOwner = null;
            row.LeaseUntil = DateTimeOffset.MinValue;
        }
        else
        {
            db.Work.Remove(row);
        }

        return true;
    }, cancellationToken);

    /// <summary>Whether the message itself (not a copy) still waits to be opened.</summary>
    public async Task<bool> WaitsUnopenedAsync(MessageRow copy, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Work.AnyAsync(
            work => work.Kind == WorkKind.Open && db.Messages.Any(row => row.Id == work.MessageId && row.Environment == copy.Environment
                && row.Participant == copy.Participant && row.Direction == copy.Direction && row.XheId == copy.XheId && row.Copy == 0),
            cancellationToken);
    }

    /// <summary>Changes a message in the middle of a step, under its lease. False when the lease is somebody else's by now.</summary>
    public Task<bool> AdvanceAsync(WorkRow work, Action<NodeDb, MessageRow> change, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        if (await StoreQueries.Of(db).Claimed(db, work.Id, work.LeaseOwner, cancellationToken) is not { Message: var message })
        {
            return false;
        }

        change(db, message);
        return true;
    }, cancellationToken);

    /// <summary>The message with this internal id, not tracked.</summary>
    public async Task<MessageRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await StoreQueries.Of(db).Message(db, id, cancellationToken);
    }

    /// <summary>The message with this XHE id, not tracked.</summary>
    public async Task<MessageRow?> FindAsync(string environment, string participant, Direction direction, string xheId, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().SingleOrDefaultAsync(
            row => row.Environment == environment && row.Participant == participant && row.Direction == direction && row.XheId == xheId && row.Copy == 0, cancellationToken);
    }

    /// <summary>The messages with this internal id, XHE id or AS4 MessageId, newest first, message receipts last: one node may hold both ends of a message.</summary>
    public async Task<IReadOnlyList<MessageRow>> FindByAnyIdAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await Named(db.Messages.AsNoTracking(), id).OrderBy(row => row.Kind).ThenByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The messages that have an id of whatever kind: of the envelope, the AS4 message, or the node's own.</summary>
    public static IQueryable<MessageRow> Named(IQueryable<MessageRow> rows, string id)
    {
        var isInternal = Guid.TryParse(id, out var internalId);
        return rows.Where(row => (isInternal && row.Id == internalId) || row.XheId == id || row.As4MessageId == id);
    }

    /// <summary>What earlier tries of a message signed: a receipt for any of them counts (AS4-7).</summary>
    public async Task<IReadOnlyList<SignedReferences>> TriesAsync(Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = open();
        var lines = await db.Tries.AsNoTracking().Where(row => row.MessageId == messageId).Select(row => row.References).Distinct().ToListAsync(cancellationToken);
        return [.. lines.Select(ReferenceLines.Read)];
    }

    /// <summary>The transfer that <paramref name="sendingParty"/> made under <paramref name="as4MessageId"/>, if it was committed here (AS4-7).</summary>
    public async Task<ReceivedTransferRow?> FindTransferAsync(string environment, string sendingParty, string as4MessageId, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await StoreQueries.Of(db).Transfer(db, environment, sendingParty, as4MessageId, cancellationToken);
    }

    /// <summary>The first message receipt that a participant got for a message of its own.</summary>
    public async Task<MessageRow?> FindReceiptAsync(string environment, string participant, string answeredXheId, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().Where(row =>
                row.Environment == environment && row.Participant == participant && row.Direction == Direction.Incoming
                && row.Kind == MessageKind.MessageReceipt && row.Answers == answeredXheId)
            .OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The message receipts of a message, given or got, oldest first.</summary>
    public async Task<IReadOnlyList<MessageRow>> ReceiptsAsync(MessageRow message, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().Where(row =>
                row.Environment == message.Environment && row.Participant == message.Participant && row.Answers == message.XheId
                && row.Kind == MessageKind.MessageReceipt && row.Direction != message.Direction)
            .OrderBy(row => row.Id).Take(20).ToListAsync(cancellationToken);
    }

    /// <summary>Messages, newest first; message receipts only where asked for.</summary>
    public async Task<IReadOnlyList<MessageRow>> ListAsync(int count, bool receipts, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().Where(row => receipts || row.Kind == MessageKind.Message)
            .OrderByDescending(row => row.Id).Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>Messages of which work is set aside, newest first.</summary>
    public async Task<IReadOnlyList<MessageRow>> ListSetAsideAsync(int count, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().Where(row => db.Work.Any(work => work.MessageId == row.Id && work.DeadAt != null))
            .OrderByDescending(row => row.Id).Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>A message's timeline, oldest first.</summary>
    public async Task<IReadOnlyList<MessageEventRow>> EventsAsync(Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.MessageEvents.AsNoTracking().Where(row => row.MessageId == messageId).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Appends to the event log outside of a step: what was refused at the border.</summary>
    public async Task LogAsync(EventLogRow entry, CancellationToken cancellationToken)
    {
        await using var db = open();
        db.EventLog.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        NodeMeter.Logged([entry]);
    }

    /// <summary>Every content that a row names.</summary>
    public async Task<IReadOnlySet<Guid>> NamedContentsAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var named = new HashSet<Guid>();
        await foreach (var row in db.Messages.AsNoTracking().Where(row => row.Payload != null || row.Sealed != null).Select(row => new { row.Payload, row.Sealed }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            named.UnionWith(new[] { row.Payload, row.Sealed }.OfType<Guid>());
        }

        named.UnionWith(await db.DraftFiles.AsNoTracking().Select(row => row.Content).ToListAsync(cancellationToken));
        return named;
    }

    /// <summary>Whether a message of a participant, sent or come, was rejected: nothing may refer to it (RCPT-4).</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="participant">The participant.</param>
    /// <param name="id">The message referred to.</param>
    /// <param name="address">The functional address of ours that asks, or null: a client does not learn of the messages of other addresses (API-1).</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<bool> IsRejectedAsync(string environment, string participant, MessageId id, string? address, CancellationToken cancellationToken)
    {
        var xheId = id.Uuid.ToString("D");
        await using var db = open();
        return await db.Messages.AnyAsync(
            row => row.Environment == environment && row.Participant == participant && BothDirections.Contains(row.Direction) && row.XheId == xheId && row.Mark == MessageMark.Rejected
                && (address == null || (row.Direction == Direction.Outgoing ? row.OwnAddress : row.FunctionalAddress) == address),
            cancellationToken);
    }

    /// <summary>Forgets transfers received before <paramref name="before"/>: past the time for duplicate detection (AS4-7).</summary>
    public async Task<int> ForgetTransfersAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.ReceivedTransfers.Where(row => row.ReceivedAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
