using System.Text.Json.Nodes;
using SdkNode.Node.Store;

namespace SdkNode.Crash.Federation;

/// <summary>Where the nodes of one municipality keep their messages: what their settings say about it, and how to look into it.</summary>
/// <param name="folder">The municipality's folder.</param>
/// <param name="connection">A PostgreSQL database, which several nodes share; null for SQLite and one node.</param>
internal sealed class SideStore(string folder, string? connection)
{
    /// <summary>How many nodes work on it.</summary>
    public int Nodes { get; init; } = connection is null ? 1 : 2;

    /// <summary>Adds the store to a node's settings. SQLite in the data folder is what a node takes by itself.</summary>
    public void Settle(JsonObject settings)
    {
        if (connection is null)
        {
            settings["DataFolder"] = Path.Combine(folder, "data");
            return;
        }

        settings["Store"] = new JsonObject
        {
            ["ConnectionString"] = connection,
            ["ContentFolder"] = Path.Combine(folder, "content"),
            ["NodeKeyFile"] = Path.Combine(folder, "node.key"),
        };
    }

    /// <summary>Opens the database beside the running nodes, for reading.</summary>
    public NodeDb Open() => connection is null
        ? new SqliteNodeDb(SqliteNodeDb.OptionsFor(StoreSetup.DatabasePath(Path.Combine(folder, "data")), readOnly: true))
        : new PostgresNodeDb(PostgresNodeDb.OptionsFor(connection));
}
