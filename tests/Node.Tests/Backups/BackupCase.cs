using System.Security.Cryptography;
using SdkNode.Node.Backups;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;

namespace SdkNode.Node.Tests.Backups;

/// <summary>A store with messages and content, its backup, and a place to restore it to.</summary>
internal sealed class BackupCase : IDisposable
{
    private readonly StoreFile _file;
    private readonly TemporaryFolder _folder = new();

    private BackupCase(StoreFile file)
    {
        _file = file;
        Place = new StorePlace(file.FullName);
        Key = NodeKey.LoadOrCreate(Place.NodeKeyFile);
        Content = new ContentStore(file.FullName, Key);
        Target = new StorePlace(_folder.PathOf("restored"));
    }

    public StorePlace Place { get; }

    public StorePlace Target { get; }

    public NodeKey Key { get; }

    public ContentStore Content { get; }

    public StoreFile Rows => _file;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<BackupCase> MakeAsync() => new(await StoreFile.MakeAsync());

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Adds an outgoing message with a payload, due to be sent.</summary>
    public async Task<MessageRow> AddAsync(int bytes, Action<MessageRow>? adjust = null)
    {
        await using var payload = Content.Create();
        await payload.WriteAsync(RandomNumberGenerator.GetBytes(bytes), Cancelled);
        await payload.CompleteAsync(Cancelled);
        return await _file.AddDueAsync(row =>
        {
            row.Payload = payload.Id;
            adjust?.Invoke(row);
        });
    }

    /// <summary>Where a content lies in a store.</summary>
    public static string PathOf(StorePlace place, Guid content) => Path.Combine(place.ContentFolder, "content", ContentStore.NameOf(content));

    public Task<BackupOutcome> BackUpAsync(string name) => new StoreBackup(Place, Content, Key, "one", _file.Clock).WriteAsync(PathOf(name), Cancelled);

    /// <summary>Backs up and expects it to succeed.</summary>
    public async Task<string> FileAsync(string name = "store.tar")
    {
        var outcome = await BackUpAsync(name);
        Assert.Null(outcome.Fault);
        return PathOf(name);
    }

    /// <summary>Restores with the store's own key, or another one; gives the fault, or null when it is restored.</summary>
    public async Task<string?> RestoreAsync(string file, string? key = null) =>
        (await new StoreRestore(Target, _file.Clock).RunAsync(file, key ?? Place.NodeKeyFile, Cancelled)).Fault?.Detail;

    /// <summary>Nothing of a store is in the place to restore to.</summary>
    public void AssertNothingRestored()
    {
        var left = Directory.Exists(Target.DataFolder) ? Directory.EnumerateFiles(Target.DataFolder, "*", SearchOption.AllDirectories).Select(Path.GetFileName) : [];
        Assert.DoesNotContain(left, static name => name != "node.lock");
    }

    /// <summary>The restored rows.</summary>
    public SqliteNodeDb OpenRestored() => new(SqliteNodeDb.OptionsFor(Target.DatabaseFile, readOnly: true));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _file.Dispose();
        _folder.Dispose();
    }
}
