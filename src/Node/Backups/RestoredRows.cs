using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Backups;

/// <summary>
/// What must be different in restored rows: they show an instant that is over. Nobody works on them; what they say is to be sent
/// may have been sent since; so nothing is sent until an administrator has looked.
/// </summary>
internal static class RestoredRows
{
    /// <summary>Brings the database to this version's schema and puts its outgoing messages on hold; gives how many wait to be sent.</summary>
    public static async Task<int> PrepareAsync(string database, BackupManifest manifest, TimeProvider clock, CancellationToken cancellationToken)
    {
        var options = SqliteNodeDb.OptionsFor(database);
        SqliteNodeDb Open() => new(options);
        await StoreSetup.MigrateAsync(new StorePlace(Path.GetDirectoryName(database)!), Open, clock, cancellationToken);
        var waiting = 0;
        await StoreTransaction.RunAsync(Open, async db =>
        {
            await VoidLeasesAsync(db, cancellationToken);
            await DoubtAsync(db, manifest, clock, cancellationToken);
            await HoldAsync(db, manifest, clock, cancellationToken);
            waiting = await db.Work.CountAsync(row => row.Kind == WorkKind.Send && row.DeadAt == null, cancellationToken);
            return true;
        }, cancellationToken);
        await using var last = Open();

        // One file again, to be moved to its place.
        await last.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=DELETE;", cancellationToken);
        SqliteConnection.ClearPool((SqliteConnection)last.Database.GetDbConnection());
        return waiting;
    }

    // The nodes that had them are gone, and a claim that the backup cut off says nothing against the work.
    private static async Task VoidLeasesAsync(NodeDb db, CancellationToken cancellationToken)
    {
        await db.Work.Where(row => row.LeaseOwner != null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntil, DateTimeOffset.MinValue).SetProperty(row => row.Claims, 0), cancellationToken);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntil, DateTimeOffset.MinValue), cancellationToken);
        await db.Nodes.ExecuteDeleteAsync(cancellationToken);
    }

    // Whatever was not sent yet, or in the middle of a try, may have gone out between the backup and the loss (AS4-7).
    private static async Task DoubtAsync(NodeDb db, BackupManifest manifest, TimeProvider clock, CancellationToken cancellationToken)
    {
        await db.Messages.Where(row => row.Direction == Direction.Outgoing && (row.TryInFlight || db.Work.Any(work => work.MessageId == row.Id && work.Kind == WorkKind.Send))).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.MaybeDelivered, true).SetProperty(row => row.TryInFlight, false), cancellationToken);
        var now = clock.GetUtcNow().UtcTicks;
        foreach (var status in Enum.GetValues<MessageStatus>().Where(status => !status.IsFinal() && status != MessageStatus.Acknowledge))
        {
            var detail = status == MessageStatus.WaitingForReceipt
                ? $"Restored from the backup of {manifest.TakenAt:yyyy-MM-dd HH:mm}Z. A message receipt that came after it is not here."
                : $"Restored from the backup of {manifest.TakenAt:yyyy-MM-dd HH:mm}Z. It may have been sent after it; it waits until outgoing messages are released.";
            await db.Database.ExecuteSqlRawAsync(
                """INSERT INTO "MessageEvents" ("MessageId", "At", "Code", "Detail") SELECT "Id", {0}, {1}, {2} FROM "Messages" WHERE "Direction" = {3} AND "Status" = {4}""",
                [now, status.Code(), detail, nameof(Direction.Outgoing), status.ToString()], cancellationToken);
        }
    }

    private static async Task HoldAsync(NodeDb db, BackupManifest manifest, TimeProvider clock, CancellationToken cancellationToken)
    {
        await db.Facts.Where(row => row.Name == FactRow.OutgoingHold).ExecuteDeleteAsync(cancellationToken);
        db.Facts.Add(new FactRow
        {
            Name = FactRow.OutgoingHold,
            Value = $"this store was restored from the backup of {manifest.TakenAt:yyyy-MM-dd HH:mm}Z; what waits here may have been sent after it.",
            ChangedAt = clock.GetUtcNow(),
        });
    }
}
