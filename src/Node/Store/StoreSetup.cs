using Microsoft.EntityFrameworkCore;

namespace SdkNode.Node.Store;

/// <summary>Brings the database to this version's schema.</summary>
internal static class StoreSetup
{
    /// <summary>The database's file below the data folder.</summary>
    public static string DatabasePath(string dataFolder) => Path.Combine(dataFolder, "sdknode.db");

    /// <summary>
    /// Migrates. SQLite under a lock file of our own, so that two processes can't do it at once and a lock row that a killed process
    /// left in <c>__EFMigrationsLock</c> can be cleared: nobody else can hold it. PostgreSQL has a lock that dies with its connection.
    /// </summary>
    /// <exception cref="IOException">Another process has had the lock for a minute.</exception>
    public static async Task MigrateAsync(StorePlace place, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var db = open();
        if (place.IsShared)
        {
            await db.Database.MigrateAsync(cancellationToken);
            return;
        }

        Directory.CreateDirectory(place.DataFolder);
        await using var fileLock = await LockAsync(Path.Combine(place.DataFolder, "migrate.lock"), clock, cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
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
