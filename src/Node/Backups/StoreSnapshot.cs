using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;

namespace SdkNode.Node.Backups;

/// <summary>A copy of the database as it stood at one instant, made while a node writes to it; removed when disposed.</summary>
internal sealed class StoreSnapshot : IDisposable
{
    private readonly DbContextOptions<SqliteNodeDb> _options;

    private StoreSnapshot(string path)
    {
        Path = path;
        _options = SqliteNodeDb.OptionsFor(path, readOnly: true);
    }

    /// <summary>The copy's file.</summary>
    public string Path { get; }

    /// <summary>Copies the database with SQLite's online backup and checks the copy.</summary>
    /// <exception cref="InvalidDataException">The database is damaged.</exception>
    public static StoreSnapshot Take(string database, string path)
    {
        OwnerFile.Create(path).Dispose();
        var snapshot = new StoreSnapshot(path);
        try
        {
            using var source = Connect(database, SqliteOpenMode.ReadOnly);
            using var copy = Connect(path, SqliteOpenMode.ReadWrite);
            source.BackupDatabase(copy);

            // One file that needs no other beside it.
            Run(copy, "PRAGMA journal_mode=DELETE");
            return Run(copy, "PRAGMA quick_check(1)") is "ok"
                ? snapshot
                : throw new InvalidDataException($"The database {database} is damaged. Keep the backups that you have, and restore the last one.");
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>Opens the copy to read it.</summary>
    public SqliteNodeDb Open() => new(_options);

    /// <inheritdoc />
    public void Dispose()
    {
        using (var db = Open())
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        File.Delete(Path);
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static string? Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar() as string;
    }
}
