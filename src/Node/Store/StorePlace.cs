using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Store;

/// <summary>Where a node's store is.</summary>
/// <param name="DataFolder">The node's own folder: lock, control socket, identity, and SQLite's database.</param>
internal sealed record StorePlace(string DataFolder)
{
    /// <summary>The PostgreSQL database; null for SQLite in the data folder.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The folder of the content, which all nodes of the store see.</summary>
    public string ContentFolder { get; init; } = DataFolder;

    /// <summary>The node key's file.</summary>
    public string NodeKeyFile { get; init; } = Path.Combine(DataFolder, "keys", "node.key");

    /// <summary>The node key as the settings give it; null: it is in its file.</summary>
    public string? NodeKeyText { get; init; }

    /// <summary>The hardware key that wraps it; null: none does.</summary>
    public Lazy<RSA>? NodeKeyWrap { get; init; }

    /// <summary>Where the node key is.</summary>
    public NodeKeyPlace NodeKey => new(NodeKeyFile) { Text = NodeKeyText, Wrap = NodeKeyWrap };

    /// <summary>Whether several nodes may work on the store.</summary>
    public bool IsShared => ConnectionString is not null;

    /// <summary>SQLite's database.</summary>
    public string DatabaseFile => StoreSetup.DatabasePath(DataFolder);

    /// <summary>Gives a way to open the database for one unit of work.</summary>
    /// <param name="waiting">Small contents that are written with the rows that name them.</param>
    /// <param name="made">Who hears of the work that is made due.</param>
    public Func<NodeDb> Opener(SmallContents? waiting = null, NewWork? made = null)
    {
        if (ConnectionString is { } connection)
        {
            var shared = new PooledDbContextFactory<PostgresNodeDb>(PostgresNodeDb.OptionsFor(connection));
            return () =>
            {
                var db = shared.CreateDbContext();
                (db.Waiting, db.New) = (waiting, made);
                return db;
            };
        }

        var own = new PooledDbContextFactory<SqliteNodeDb>(SqliteNodeDb.OptionsFor(DatabaseFile));
        var gate = new SemaphoreSlim(1, 1);
        return () =>
        {
            var db = own.CreateDbContext();
            (db.Waiting, db.New, db.Gate) = (waiting, made, gate);
            return db;
        };
    }

    /// <summary>Gives a way to read the database of a node that is down, changing nothing; null where there is none yet.</summary>
    public Func<NodeDb>? ReadOnlyOpener()
    {
        if (IsShared)
        {
            var shared = PostgresNodeDb.OptionsFor(ConnectionString!, readOnly: true);
            return () => new PostgresNodeDb(shared);
        }

        if (!File.Exists(DatabaseFile))
        {
            return null;
        }

        var options = SqliteNodeDb.OptionsFor(DatabaseFile, readOnly: true);
        return () => new SqliteNodeDb(options);
    }
}
