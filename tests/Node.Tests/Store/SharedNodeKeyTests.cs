using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>One node key for a store, whoever starts on it.</summary>
public abstract class SharedNodeKeyTests(PostgresFixture? postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_makes_the_key_and_later_ones_with_the_same_key_go_on()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var made = await OpenAsync(store);
        Assert.Equal(made.CheckValues, (await OpenAsync(store)).CheckValues);
        using var other = new TemporaryFolder();
        File.Copy(store.Place.NodeKeyFile, other.PathOf("node.key"));
        Assert.Equal(made.CheckValues, (await OpenAsync(store, other.PathOf("node.key"))).CheckValues);
    }

    [Fact]
    public async Task A_node_with_another_key_or_without_one_does_not_start_and_makes_none()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await OpenAsync(store);
        using var other = new TemporaryFolder();
        var missing = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync(store, other.PathOf("node.key")));
        Assert.Equal("There is no node key, and what this store holds is sealed with one.", missing.Problem);
        Assert.False(File.Exists(other.PathOf("node.key")));

        NodeKey.LoadOrCreate(other.PathOf("node.key"));
        var wrong = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync(store, other.PathOf("node.key")));
        Assert.Equal("The node key is not the one that this store is sealed with.", wrong.Problem);
        Assert.Contains(postgres is null ? "from its backup" : "Copy keys/node.key from the other node", wrong.Remedy, StringComparison.Ordinal);
        Assert.True(File.Exists(other.PathOf("node.key")));
    }

    [Fact]
    public async Task A_store_of_an_earlier_version_that_holds_sealed_content_gets_no_new_key()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await store.AddDueAsync(row => row.Sealed = Guid.NewGuid());
        await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync(store));
        Assert.False(File.Exists(store.Place.NodeKeyFile));
        NodeKey.LoadOrCreate(store.Place.NodeKeyFile);
        await OpenAsync(store);
    }

    [Fact]
    public async Task A_version_that_waits_in_one_file_is_not_used_and_keeps_no_other_node_from_starting()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await OpenAsync(store);
        using var other = new TemporaryFolder();
        File.Copy(store.Place.NodeKeyFile, other.PathOf("node.key"));
        await File.AppendAllTextAsync(store.Place.NodeKeyFile, $"2 {Convert.ToBase64String(new byte[32])}\n", Cancelled);
        var first = await OpenAsync(store);
        Assert.Equal((1, 2), (first.CurrentVersion, first.CheckValues.Count));
        Assert.Equal(1, (await OpenAsync(store, other.PathOf("node.key"))).CurrentVersion);
    }

    [Fact]
    public async Task Of_nodes_that_start_first_at_the_same_time_one_makes_the_key_and_the_others_keep_none()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        using var folder = new TemporaryFolder();
        var files = Enumerable.Range(0, 5).Select(i => folder.PathOf($"{i}/node.key")).ToList();
        var starts = await Task.WhenAll(files.Select(async file =>
        {
            try
            {
                return (await OpenAsync(store, file)).CheckValues[1];
            }
            catch (StoreRefusedException)
            {
                return null;
            }
        }));
        var kept = Assert.Single(files, File.Exists);
        Assert.Equal(Assert.Single(starts.OfType<string>()), NodeKey.LoadOrCreate(kept).CheckValues[1]);
    }

    [Fact]
    public async Task The_database_holds_nothing_that_opens_anything()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await OpenAsync(store);
        await using var db = store.Open();
        var fact = await db.Facts.SingleAsync(Cancelled);
        var key = (await File.ReadAllTextAsync(store.Place.NodeKeyFile, Cancelled)).Split(' ')[1].Trim();
        Assert.StartsWith("1:", fact.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(key, fact.Value, StringComparison.Ordinal);
    }

    private static Task<NodeKey> OpenAsync(StoreCase store, string? file = null) =>
        SharedNodeKey.OpenAsync(store.Place with { NodeKeyFile = file ?? store.Place.NodeKeyFile }, store.Open, store.Clock, Cancelled);

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : SharedNodeKeyTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : SharedNodeKeyTests(postgres);
}
