using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>One content folder for all nodes of a store.</summary>
public sealed class SharedContentTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_node_finds_the_first_ones_mark_or_does_not_start()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        using var shared = new TemporaryFolder();
        using var own = new TemporaryFolder();
        await CheckAsync(store, shared.FullName);
        await CheckAsync(store, shared.FullName);
        var fault = await Assert.ThrowsAsync<StoreRefusedException>(() => CheckAsync(store, own.FullName));
        Assert.Equal(("Store:ContentFolder", own.FullName, "This is not the content folder of the other nodes of this store."), (fault.Setting, fault.Value, fault.Problem));
        Assert.False(File.Exists(own.PathOf("store.id")));

        // As the remedy says, where content was moved or restored without its mark.
        var id = (await File.ReadAllTextAsync(shared.PathOf("store.id"), Cancelled)).Trim();
        Assert.Contains($"write {id} into {own.PathOf("store.id")}", fault.Remedy, StringComparison.Ordinal);
        await File.WriteAllTextAsync(own.PathOf("store.id"), id, Cancelled);
        await CheckAsync(store, own.FullName);
    }

    [Fact]
    public async Task A_folder_of_another_database_is_refused()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        using var other = await StoreDatabase.CreateAsync(postgres);
        using var folder = new TemporaryFolder();
        await CheckAsync(store, folder.FullName);
        var fault = await Assert.ThrowsAsync<StoreRefusedException>(() => CheckAsync(other, folder.PathOf(".")));
        Assert.Contains("belongs to another database", fault.Problem, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.PathOf("store.id")));
    }

    [Fact]
    public async Task A_first_start_that_was_cut_off_before_the_mark_is_mended_by_that_node_and_by_no_other()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        using var folder = new TemporaryFolder();
        var first = Guid.CreateVersion7();
        await using (var db = store.Open())
        {
            db.Facts.Add(new FactRow { Name = "store", Value = $"{Guid.NewGuid():N} {first:N}", ChangedAt = store.Clock.Now });
            await db.SaveChangesAsync(Cancelled);
        }

        await Assert.ThrowsAsync<StoreRefusedException>(() => CheckAsync(store, folder.FullName));
        await StoreMark.CheckSharedAsync(folder.FullName, first, store.Open, store.Clock, Cancelled);
        await CheckAsync(store, folder.FullName);

        // From then on that node, too, must find it: its folder may not be mounted.
        File.Delete(folder.PathOf("store.id"));
        await Assert.ThrowsAsync<StoreRefusedException>(() => StoreMark.CheckSharedAsync(folder.FullName, first, store.Open, store.Clock, Cancelled));
    }

    [Fact]
    public async Task Nodes_that_start_first_at_the_same_time_agree_on_one_folder()
    {
        using var store = await StoreDatabase.CreateAsync(postgres);
        using var shared = new TemporaryFolder();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CheckAsync(store, shared.FullName)));
        Assert.Equal(["store.id"], Directory.GetFiles(shared.FullName).Select(Path.GetFileName));

        using var fresh = await StoreDatabase.CreateAsync(postgres);
        using var folders = new TemporaryFolder();
        var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i => await Record.ExceptionAsync(() => CheckAsync(fresh, folders.PathOf($"{i}"))) is null));
        Assert.Single(starts, started => started);
        Assert.Single(Directory.GetFiles(folders.FullName, "store.id", SearchOption.AllDirectories));
    }

    private static Task CheckAsync(StoreCase store, string folder) => StoreMark.CheckSharedAsync(folder, Guid.CreateVersion7(), store.Open, store.Clock, Cancelled);
}
