using Microsoft.EntityFrameworkCore;

namespace SdkNode.Node.Store;

/// <summary>Brings the database to this version's schema.</summary>
internal static class StoreSetup
{
    // Any number that nobody else takes in this database.
    private const long AdvisoryLock = 0x5344_4B4E_4F44_45;

    private static readonly TimeSpan s_migration = TimeSpan.FromMinutes(10);

    /// <summary>The database's file below the data folder.</summary>
    public static string DatabasePath(string dataFolder) => Path.Combine(dataFolder, "sdknode.db");

    /// <summary>Migrates a store that no other node works on.</summary>
    /// <exception cref="IOException">Another process has had the lock for a minute.</exception>
    public static Task MigrateAsync(StorePlace place, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken) => MigrateAsync(place, open, Guid.Empty, clock, cancellationToken);

    /// <summary>
    /// Migrates as far as other nodes allow (<see cref="SchemaMigration"/>), and tells what waits for them; to be called again later then.
    /// SQLite under a lock file of our own, so that two processes can't do it at once and a lock row that a killed process left in
    /// <c>__EFMigrationsLock</c> can be cleared: nobody else can hold it. PostgreSQL has a lock that dies with its connection.
    /// </summary>
    /// <exception cref="IOException">Another process has had the lock for a minute.</exception>
    /// <exception cref="StoreRefusedException">The program is older than the schema allows.</exception>
    public static async Task<WaitingMigration?> MigrateAsync(StorePlace place, Func<NodeDb> open, Guid node, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var db = open();
        if (place.IsShared)
        {
            return await SharedAsync(db, new SchemaMigration(db, node, clock), cancellationToken);
        }

        Directory.CreateDirectory(place.DataFolder);
        await using var fileLock = await LockAsync(Path.Combine(place.DataFolder, "migrate.lock"), clock, cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
        return await new SchemaMigration(db, node, clock).RunAsync(cancellationToken);
    }

    private static async Task<WaitingMigration?> SharedAsync(NodeDb db, SchemaMigration migration, CancellationToken cancellationToken)
    {
        // Opened here, so that a database that does not exist is told of and not made.
        await db.Database.OpenConnectionAsync(cancellationToken);
        db.Database.SetCommandTimeout(s_migration);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({AdvisoryLock})", cancellationToken);
        try
        {
            return await migration.RunAsync(cancellationToken);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
        }
    }

    private static async Task<FileStream> LockAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        var giveUp = clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.GetUtcNow() < giveUp)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
            }
        }
    }
}
