using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Store;

/// <summary>The database file: how safely it is written.</summary>
public sealed class SqliteNodeDbTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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
    public async Task A_commit_that_has_returned_is_on_disk()
    {
        using var file = await StoreFile.MakeAsync();
        await using var db = file.Open();
        Assert.Equal("wal", await PragmaAsync(db, "journal_mode"));
        Assert.Equal("2", await PragmaAsync(db, "synchronous"));
        Assert.Equal("1", await PragmaAsync(db, "foreign_keys"));
    }

    private static async Task<string?> PragmaAsync(NodeDb db, string name)
    {
        await db.Database.OpenConnectionAsync(Cancelled);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name};";
        return (await command.ExecuteScalarAsync(Cancelled))?.ToString();
    }
}
