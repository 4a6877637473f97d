using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// Who does what is due: claims with leases on the store's clock. Leases are all that nodes agree by; a node that dies leaves
/// leases that run out (DESIGN 5).
/// </summary>
internal sealed class WorkStore(Func<NodeDb> open, TimeProvider clock)
{
    // From one queue to the next along the index: as many steps as there are queues, however long each is. On hold there are none to
    // send from (OutgoingHold): asked here, every node obeys with its next claim.
    private const string QueuesSql =
        $$"""
        WITH RECURSIVE queues("Name") AS (
            SELECT MIN("Queue") FROM "Work" WHERE "Kind" = {0}
            UNION ALL
            SELECT (SELECT MIN(w."Queue") FROM "Work" AS w WHERE w."Kind" = {0} AND w."Queue" > queues."Name") FROM queues WHERE queues."Name" IS NOT NULL)
        SELECT queues."Name", (
            SELECT w."DueAt" FROM "Work" AS w
            WHERE w."Kind" = {0} AND w."Queue" = queues."Name" AND w."DueAt" <= {1} AND w."LeaseUntil" <= @clock ORDER BY w."DueAt" LIMIT 1) AS "FirstDue"
        FROM queues WHERE queues."Name" IS NOT NULL AND NOT ({0} = 'Send' AND EXISTS (SELECT 1 FROM "Facts" WHERE "Name" = '{{FactRow.OutgoingHold}}'))
        """;

    private const string HurrySql =
        """
        UPDATE "Work" SET "DueAt" = {0} + ("DueAt" % {1})
        WHERE "Kind" = {2} AND "DueAt" > {3} AND "DeadAt" IS NULL AND "LeaseUntil" <= @clock
            AND EXISTS (SELECT 1 FROM "Messages" AS m WHERE m."Id" = "Work"."MessageId" AND m."Environment" = {4} AND m."PeerParty" = {5})
        """;

    /// <summary>
    /// Claims due rows of a kind for <paramref name="owner"/>, shared between queues (<see cref="WorkQueues.Share"/>) and oldest first
    /// in each. Every claim has a name of its own, which its steps must show.
    /// </summary>
    /// <param name="owner">The node.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="places">The most rows.</param>
    /// <param name="perQueue">The most rows of one queue that the node may have claimed at the same time.</param>
    /// <param name="lease">How long nobody else gets them.</param>
    /// <param name="cancellationToken">Cancels before the claim.</param>
    public Task<IReadOnlyList<WorkRow>> ClaimAsync(string owner, WorkKind kind, int places, int perQueue, TimeSpan lease, CancellationToken cancellationToken) =>
        ClaimAsync(new ClaimOrder(owner, kind, places, perQueue, lease), ImmutableDictionary<string, int>.Empty, cancellationToken);

    /// <summary>Claims as above for a node that is doing work already.</summary>
    /// <param name="order">What to claim.</param>
    /// <param name="running">How much of each queue the node is doing; what other nodes do takes no place here.</param>
    /// <param name="cancellationToken">Cancels before the claim.</param>
    public async Task<IReadOnlyList<WorkRow>> ClaimAsync(ClaimOrder order, IReadOnlyDictionary<string, int> running, CancellationToken cancellationToken)
    {
        var (owner, kind, places, perQueue, lease) = order;
        await using var db = open();
        var waiting = await WaitingAsync(db, kind, running, cancellationToken);
        var shares = WorkQueues.Share(waiting, places, perQueue);
        return shares.Count == 0 ? [] : await TakeAsync(db, kind, shares, $"{owner}#{Guid.NewGuid():N}", lease, cancellationToken);
    }

    /// <summary>Makes a lease longer while its work goes on; nothing happens when it is somebody else's by now.</summary>
    public async Task RenewAsync(WorkRow work, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var db = open();
        List<object> values = [lease.Ticks, work.Id, work.LeaseOwner!];
        await db.Database.ExecuteSqlRawAsync(Sql(db, """UPDATE "Work" SET "LeaseUntil" = @clock + {0} WHERE "Id" = {1} AND "LeaseOwner" = {2}""", values), values, cancellationToken);
    }

    /// <summary>Whether any work on one of these messages is being done right now, on any node.</summary>
    public async Task<bool> IsRunningAsync(NodeDb db, IReadOnlyCollection<Guid> messages, CancellationToken cancellationToken)
    {
        List<object> values = [];
        var sql = Sql(db, """SELECT * FROM "Work" WHERE "LeaseUntil" > @clock""", values);
        return await db.Work.FromSqlRaw(sql, [.. values]).AsNoTracking().AnyAsync(row => messages.Contains(row.MessageId), cancellationToken);
    }

    /// <summary>Gives claimed work back unchanged, due at <paramref name="due"/>: it was not tried.</summary>
    public async Task ReturnAsync(WorkRow work, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Work.Where(row => row.Id == work.Id && row.LeaseOwner == work.LeaseOwner).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.DueAt, due).SetProperty(row => row.LeaseUntil, DateTimeOffset.MinValue).SetProperty(row => row.LeaseOwner, (string?)null)
                .SetProperty(row => row.Claims, 0),
            cancellationToken);
    }

    /// <summary>
    /// Gives claimed work back, due at <paramref name="due"/>, because something of our own is missing: no try is counted, and the
    /// message's timeline tells it once. False when the lease is somebody else's by now.
    /// </summary>
    public Task<bool> WaitAsync(WorkRow work, string reason, DateTimeOffset due, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        if (await db.Work.FindAsync([work.Id], cancellationToken) is not { } row || row.LeaseOwner != work.LeaseOwner)
        {
            return false;
        }

        if (row.Fault != reason)
        {
            db.Add(Events.Step(await db.Messages.SingleAsync(message => message.Id == row.MessageId, cancellationToken), clock, reason));
        }

        (row.Fault, row.Claims, row.DueAt) = (reason, 0, due);
        (row.LeaseOwner, row.LeaseUntil) = (null, DateTimeOffset.MinValue);
        return true;
    }, cancellationToken);

    /// <summary>Makes the messages due soon that wait for their next try to an access point: it answers again. Their turns are spread over a time.</summary>
    public Task HurrySendingAsync(string environment, string partyId, TimeSpan spread, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        // The schedule's jitter makes what a due time leaves over as good as random.
        var now = clock.GetUtcNow().UtcTicks;
        List<object> values = [now, spread.Ticks, WorkKind.Send.ToString(), now + spread.Ticks, environment, partyId];
        await db.Database.ExecuteSqlRawAsync(Sql(db, HurrySql, values), values, cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Makes work due now that waits for a reason which ends like this: what it waited for may be there.</summary>
    public async Task HurryWaitingAsync(string reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = open();
        await db.Work.Where(row => row.DeadAt == null && row.LeaseOwner == null && row.DueAt > now && row.Fault!.EndsWith(reason)).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), cancellationToken);
    }

    /// <summary>
    /// Counts a fault of our own program and gives the work back, due at <paramref name="due"/>, or sets it aside where that is null:
    /// then nobody does it until an admin says so. False when the lease is somebody else's by now.
    /// </summary>
    public Task<bool> FaultAsync(WorkRow work, string fault, DateTimeOffset? due, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        if (await db.Work.FindAsync([work.Id], cancellationToken) is not { } row || row.LeaseOwner != work.LeaseOwner)
        {
            return false;
        }

        var message = await db.Messages.SingleAsync(message => message.Id == row.MessageId, cancellationToken);
        row.Faults++;
        row.Claims = 0;
        row.LeaseOwner = null;
        row.LeaseUntil = DateTimeOffset.MinValue;
        row.DueAt = due ?? DateTimeOffset.MaxValue;
        row.Fault = fault;
        row.DeadAt = due is null ? clock.GetUtcNow() : null;
        db.Add(Events.Step(message, clock, fault));
        return true;
    }, cancellationToken);

    /// <summary>Gives back every lease of a node, on work and on jobs: at its start, when it knows that its earlier process is dead.</summary>
    public async Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken)
    {
        await using var db = open();
        var prefix = $"{owner}#";
        await db.Work.Where(row => row.LeaseUntil > DateTimeOffset.MinValue && row.LeaseOwner!.StartsWith(prefix)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LeaseUntil, DateTimeOffset.MinValue).SetProperty(row => row.LeaseOwner, (string?)null), cancellationToken);
        await db.Jobs.Where(row => row.LeaseUntil > DateTimeOffset.MinValue && row.LeaseOwner!.StartsWith(prefix)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LeaseUntil, DateTimeOffset.MinValue).SetProperty(row => row.LeaseOwner, (string?)null), cancellationToken);
    }

    // Asked with every claim, and so without what a query of the model costs.
    private async Task<IReadOnlyList<WaitingQueue>> WaitingAsync(NodeDb db, WorkKind kind, IReadOnlyDictionary<string, int> running, CancellationToken cancellationToken)
    {
        List<object> values = [kind.ToString(), clock.GetUtcNow().UtcTicks];
        var sql = Sql(db, QueuesSql, values);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = LeaseSql.Command(db, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var queues = new List<WaitingQueue>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = reader.GetString(0);
            queues.Add(new WaitingQueue(name, await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetInt64(1), running.GetValueOrDefault(name)));
        }

        return queues;
    }

    private async Task<IReadOnlyList<WorkRow>> TakeAsync(NodeDb db, WorkKind kind, IReadOnlyDictionary<string, int> shares, string claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        var rows = new StringBuilder();
        List<object> values = [claim, lease.Ticks, kind.ToString(), clock.GetUtcNow().UtcTicks];
        foreach (var (queue, count) in shares)
        {
            values.AddRange(queue, count);
            rows.Append(rows.Length == 0 ? "" : " UNION ALL ");
            rows.Append(CultureInfo.InvariantCulture, $$"""
                SELECT "Id" FROM (SELECT "Id" FROM "Work" WHERE "Kind" = {2} AND "Queue" = {{{values.Count - 2}}} AND "DueAt" <= {3} AND "LeaseUntil" <= @clock
                ORDER BY "DueAt" LIMIT {{{values.Count - 1}}} @skip) AS q{{values.Count}}
                """);
        }

        // The rows are chosen once, before any is changed.
        var text = $$"""
            WITH chosen AS ({{rows}})
            UPDATE "Work" SET "LeaseOwner" = {0}, "LeaseUntil" = @clock + {1}, "Claims" = "Claims" + 1
            WHERE "Id" IN (SELECT "Id" FROM chosen) AND "LeaseUntil" <= @clock RETURNING {{ClaimedWork.Columns}}
            """;
        var sql = Sql(db, text, values);
        using var turn = await db.EnterAsync(cancellationToken);
        await using var command = LeaseSql.Command(db, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<WorkRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(ClaimedWork.Read(reader));
        }

        return claimed;
    }

    private string Sql(NodeDb db, string text, List<object> values) => LeaseSql.Text(db, clock, text, values).Replace("@skip", db.SkipLocked, StringComparison.Ordinal);
}

/// <summary>What a node wants to claim.</summary>
/// <param name="Owner">The node.</param>
/// <param name="Kind">The kind of work.</param>
/// <param name="Places">The most rows.</param>
/// <param name="PerQueue">The most rows of one queue that the node may be doing at the same time.</param>
/// <param name="Lease">How long nobody else gets them.</param>
internal sealed record ClaimOrder(string Owner, WorkKind Kind, int Places, int PerQueue, TimeSpan Lease);
