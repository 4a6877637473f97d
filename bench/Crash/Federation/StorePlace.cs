using System.Text.Json.Nodes;
using SdkNode.Node.Store;

namespace SdkNode.Crash.Federation;

/// <summary>Where the nodes of one municipality keep their messages: what their settings say about it, and how to look into it.</summary>
internal sealed class StorePlace(string folder)
{
    /// <summary>Adds the store to a node's settings. SQLite in the data folder is what a node takes by itself.</summary>
    public void Settle(JsonObject settings) => settings["DataFolder"] = Path.Combine(folder, "data");

    /// <summary>Opens the database beside the running nodes, for reading.</summary>
    public NodeDb Open() => new SqliteNodeDb(SqliteNodeDb.OptionsFor(StoreSetup.DatabasePath(Path.Combine(folder, "data")), readOnly: true));
}
