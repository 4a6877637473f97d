using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>What two nodes of one participant share: a database, a content folder, a node key.</summary>
internal sealed class SharedStore(string database) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DbContextOptions<PostgresNodeDb> _options = PostgresNodeDb.OptionsFor(database);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The folder of a node's own.</summary>
    public string FolderOf(string node) => _folder.PathOf(node);

    public PostgresNodeDb Open() => new(_options);

    /// <summary>The settings of one of the nodes.</summary>
    public void Adjust(JsonObject settings, string node)
    {
        settings["Name"] = node;
        settings["Store"] = new JsonObject
        {
            ["ConnectionString"] = database,
            ["ContentFolder"] = _folder.PathOf("shared"),
            ["NodeKeyFile"] = _folder.PathOf("shared/node.key"),
        };
        settings.DemoEnvironment().Patient();
        settings.DemoEnvironment()["AddressBook"]!["RefreshAge"] = "00:00:00";
    }

    /// <summary>Takes down from here on which node claims which work.</summary>
    public async Task RecordClaimsAsync()
    {
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE IF NOT EXISTS claims ("Owner" text, "Kind" text, "MessageId" uuid);
            CREATE OR REPLACE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO claims VALUES (NEW."LeaseOwner", NEW."Kind", NEW."MessageId"); RETURN NEW; END $$;
            CREATE OR REPLACE TRIGGER note_claim AFTER UPDATE ON "Work" FOR EACH ROW
                WHEN (NEW."LeaseOwner" IS NOT NULL AND NEW."LeaseOwner" IS DISTINCT FROM OLD."LeaseOwner") EXECUTE FUNCTION note_claim();
            """,
            Cancelled);
    }

    /// <summary>How much work of these kinds each node has claimed since.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> ClaimsAsync(params WorkKind[] kinds)
    {
        var names = kinds.Select(kind => kind.ToString()).ToArray();
        await using var db = Open();
        var owners = await db.Database.SqlQuery<string>($"""SELECT "Owner" AS "Value" FROM claims WHERE "Kind" = ANY ({names})""").ToListAsync(Cancelled);
        return owners.CountBy(owner => Guid.Parse(owner.Split('#')[0])).ToDictionary();
    }

    /// <summary>The messages whose work of a kind a node holds.</summary>
    public async Task<List<Guid>> HeldAsync(Guid node, WorkKind kind)
    {
        var prefix = $"{node:N}#";
        await using var db = Open();
        return await db.Work.Where(row => row.Kind == kind && row.LeaseOwner!.StartsWith(prefix)).Select(row => row.MessageId).ToListAsync(Cancelled);
    }

    /// <summary>The identity of the node in a data folder.</summary>
    public Guid IdOf(string node) => NodeIdentity.LoadOrCreate(Path.Combine(FolderOf(node), "data"));

    public void Dispose() => _folder.Dispose();
}
