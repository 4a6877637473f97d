using Microsoft.EntityFrameworkCore;
using SdkNode.As4.Receipts;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// What the flows keep, each method one transaction. Rows decide what is due; a lease says who does it; a step that has lost
/// its lease changes nothing (DESIGN 5).
/// </summary>
internal sealed class MessageStore(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>Named in questions by XHE id, so that the unique index, which has the direction before the id, serves them.</summary>
    internal static readonly Direction[] BothDirections = Enum.GetValues<Direction>();

    /// <summary>
    /// Adds a message with its first work, events and whatever else belongs to the same transaction. False when the same
    /// (environment, participant, direction, XHE id) or the same transfer is there already: then nothing is added.
    /// </summary>
    public async Task<bool> AddAsync(IReadOnlyList<object> rows, CancellationToken cancellationToken)
    {
        await using var db = open();
        db.AddRange(rows);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            return false;
        }
    }

    /// <summary>Claims up to <paramref name="count"/> due rows of any kind for <paramref name="owner"/>, oldest first.</summary>
    public Task<IReadOnlyList<WorkRow>> ClaimAsync(string owner, int count, TimeSpan lease, CancellationToken cancellationToken) =>
        ClaimAsync(owner, Enum.GetValues<WorkKind>(), count, lease, cancellationToken);

    /// <summary>Claims up to <paramref name="count"/> due rows of the kinds. Every claim has a name of its own, which its steps must show.</summary>
    public async Task<IReadOnlyList<WorkRow>> ClaimAsync(string owner, IReadOnlyList<WorkKind> kinds, int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claim = $"{owner}#{Guid.NewGuid():N}";
        var names = $",{string.Join(',', kinds)},";
        var now = clock.GetUtcNow().UtcTicks;
        var until = (clock.GetUtcNow() + lease).UtcTicks;
        await using var db = open();
        return await db.Work.FromSql(
            $"""
            UPDATE "Work" SET "LeaseOwner" = {claim}, "LeaseUntil" = {until}
            WHERE "Id" IN (SELECT "Id" FROM "Work" WHERE "DueAt" <= {now} AND "LeaseUntil" <= {now} AND instr({names}, ',' || "Kind" || ',') > 0 ORDER BY "DueAt", "Id" LIMIT {count})
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Ends one step: changes the message, adds events and follow-up work, and either reschedules the work or removes it, all
    /// or nothing. False when the lease is somebody else's by now.
    /// </summary>
    /// <param name="work">The claimed work.</param>
    /// <param name="change">Changes the tracked message and adds rows.</param>
    /// <param name="again">When the work is due again; null when it is done.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<bool> EndStepAsync(WorkRow work, Action<NodeDb, MessageRow> change, DateTimeOffset? again, CancellationToken cancellationToken)
    {
        await using var db = open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = await db.Work.FindAsync([work.Id], cancellationToken);
        if (row is null || row.LeaseOwner != work.LeaseOwner)
        {
            return false;
        }

        var message = await db.Messages.FindAsync([work.MessageId], cancellationToken)
            ?? throw new InvalidOperationException($"The message {work.MessageId} of work {work.Id} is gone.");
        change(db, message);
        if (again is { } due)
        {
            row.DueAt = due;
            row.Attempts++;
            row.LeaseOwner = null;
            row.LeaseUntil = DateTimeOffset.MinValue;
        }
        else
        {
            db.Work.Remove(row);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Makes a lease longer while its work goes on; nothing happens when it is somebody else's by now.</summary>
    public async Task RenewAsync(WorkRow work, TimeSpan lease, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + lease;
        await using var db = open();
        await db.Work.Where(row => row.Id == work.Id && row.LeaseOwner == work.LeaseOwner).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), cancellationToken);
    }

    /// <summary>Gives claimed work back unchanged, due at <paramref name="due"/>: it was not tried.</summary>
    public async Task ReturnAsync(WorkRow work, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Work.Where(row => row.Id == work.Id && row.LeaseOwner == work.LeaseOwner).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.DueAt, due).SetProperty(row => row.LeaseUntil, DateTimeOffset.MinValue).SetProperty(row => row.LeaseOwner, (string?)null), cancellationToken);
    }

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
    public async Task<bool> AdvanceAsync(WorkRow work, Action<NodeDb, MessageRow> change, CancellationToken cancellationToken)
    {
        await using var db = open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = await db.Work.AsNoTracking().SingleOrDefaultAsync(row => row.Id == work.Id, cancellationToken);
        if (row is null || row.LeaseOwner != work.LeaseOwner)
        {
            return false;
        }

        var message = await db.Messages.SingleAsync(row => row.Id == work.MessageId, cancellationToken);
        change(db, message);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The message with this internal id, not tracked.</summary>
    public async Task<MessageRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>The message with this XHE id, not tracked.</summary>
    public async Task<MessageRow?> FindAsync(string environment, string participant, Direction direction, string xheId, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().SingleOrDefaultAsync(
            row => row.Environment == environment && row.Participant == participant && row.Direction == direction && row.XheId == xheId && row.Copy == 0, cancellationToken);
    }

    /// <summary>The message with this internal id, XHE id or AS4 MessageId; of several the newest.</summary>
    public async Task<MessageRow?> FindByAnyIdAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        var isInternal = Guid.TryParse(id, out var internalId);
        return await db.Messages.AsNoTracking().Where(row => (isInternal && row.Id == internalId) || row.XheId == id || row.As4MessageId == id)
            .OrderBy(row => row.Kind).ThenByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken);
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
        return await db.ReceivedTransfers.AsNoTracking().SingleOrDefaultAsync(
            row => row.Environment == environment && row.SendingParty == sendingParty && row.As4MessageId == as4MessageId, cancellationToken);
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

    /// <summary>Messages, newest first; message receipts only where asked for.</summary>
    public async Task<IReadOnlyList<MessageRow>> ListAsync(int count, bool receipts, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AsNoTracking().Where(row => receipts || row.Kind == MessageKind.Message)
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
    }

    /// <summary>
    /// Gives back every lease. For a store that one process owns (SQLite) at its start: whoever held a lease is dead.
    /// </summary>
    public async Task ReleaseLeasesAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Work.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, DateTimeOffset.MinValue).SetProperty(row => row.LeaseOwner, (string?)null), cancellationToken);
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
