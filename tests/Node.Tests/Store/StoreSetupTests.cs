using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Store;

/// <summary>The database file: its schema and how safely it is written.</summary>
public sealed class StoreSetupTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_make_the_whole_model_from_nothing()
    {
        using var file = await StoreFile.MakeAsync();
        await using var db = file.Open();
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: add a migration with dotnet ef.");
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancelled));
        Assert.Equal(0, await db.Messages.CountAsync(Cancelled) + await db.Work.CountAsync(Cancelled) + await db.EventLog.CountAsync(Cancelled));
        Assert.Equal(0, await db.Tries.CountAsync(Cancelled) + await db.ReceivedTransfers.CountAsync(Cancelled) + await db.MessageEvents.CountAsync(Cancelled));
    }

    [Fact]
    public async Task A_migration_lock_that_a_dead_process_left_does_not_stop_the_start()
    {
        using var file = await StoreFile.MakeAsync();
        await using (var db = file.Open())
        {
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT OR REPLACE INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-24');", Cancelled);
        }

        await file.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
    }

    [Fact]
    public async Task Several_starts_at_the_same_time_migrate_once()
    {
        using var file = await StoreFile.MakeAsync();
        await Task.WhenAll(file.MigrateAsync(), file.MigrateAsync(), file.MigrateAsync());
        await using var db = file.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancelled));
    }

    [Fact]
    public async Task A_commit_that_has_returned_is_on_disk()
    {
        using var file = await StoreFile.MakeAsync();
        await using var db = file.Open();
        Assert.Equal("wal", await PragmaAsync(db, "journal_mode"));
        Assert.Equal("2", await PragmaAsync(db, "synchronous"));
        Assert.Equal("1", await PragmaAsync(db, "foreign_keys"));
    }

    [Fact]
    public async Task A_store_opened_for_reading_cannot_be_written()
    {
        using var file = await StoreFile.MakeAsync();
        var message = await file.AddDueAsync();
        var options = SqliteNodeDb.OptionsFor(file.DatabasePath, readOnly: true);
        var reader = new MessageStore(() => new SqliteNodeDb(options));
        Assert.Equal(message.Id, Assert.Single(await reader.ListAsync(10, receipts: false, Cancelled)).Id);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => reader.AddAsync([StoreFile.Message()], Cancelled));
    }

    [Fact]
    public async Task Times_are_kept_exactly_and_in_UTC()
    {
        using var file = await StoreFile.MakeAsync();
        var at = new DateTimeOffset(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
        var row = await file.AddDueAsync(message => message.ArrivedAt = at);
        var kept = (await file.Store.FindAsync(row.Id, Cancelled))!.ArrivedAt!.Value;
        Assert.Equal(at, kept);
        Assert.Equal(TimeSpan.Zero, kept.Offset);
    }

    [Fact]
    public void Every_status_has_its_code_of_the_contract() =>
        Assert.Equal(
            ["SCHEDULED", "SUBMITTED", "SCHEDULED_FOR_RESEND", "ACKNOWLEDGE", "WAITING_FOR_RECEIPT", "ACCEPTED", "RETRIEVED", "RECEIPT_SENT", "NEW", "MESSAGE_EXCHANGE_ERROR"],
            Enum.GetValues<MessageStatus>().Select(status => status.Code()));

    private static async Task<string?> PragmaAsync(SqliteNodeDb db, string name)
    {
        await db.Database.OpenConnectionAsync(Cancelled);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name};";
        return (await command.ExecuteScalarAsync(Cancelled))?.ToString();
    }
}
