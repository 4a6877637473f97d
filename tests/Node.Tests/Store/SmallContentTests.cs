using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Store;

/// <summary>Small contents go into the database with the row that names them, once.</summary>
public sealed class SmallContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallContents _waiting = new();
    private readonly Func<NodeDb> _open;
    private readonly ContentStore _content;

    public SmallContentTests()
    {
        var place = new StorePlace(_folder.FullName);
        _open = place.Opener(_waiting);
        _content = new ContentStore(_folder.FullName, NodeKey.LoadOrCreate(place.NodeKeyFile), new SmallContentStore(_open, _waiting));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_read_back_before_and_after_the_row_that_names_it_is_committed_and_no_file_is_made()
    {
        var (store, row) = await NamedAsync();
        Assert.Equal(3, await LengthAsync(row.Payload!.Value));
        Assert.True(await store.AddAsync([row], Cancelled));
        Assert.False(_waiting.Waits(row.Payload.Value));
        Assert.Equal(3, await LengthAsync(row.Payload.Value));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.FullName, "content"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_a_commit_whose_answer_was_lost_has_stored_is_not_stored_again_by_the_next_step()
    {
        var (store, row) = await NamedAsync();
        var octets = _waiting.Find(row.Payload!.Value)!;
        Assert.True(await store.AddAsync([row], Cancelled));

        // As if the connection had gone between the commit and its answer.
        _waiting.Add(row.Payload.Value, octets);
        Assert.True(await StoreTransaction.RunAsync(_open, async db =>
        {
            (await db.Messages.SingleAsync(message => message.Id == row.Id, Cancelled)).MaybeDelivered = true;
            return true;
        }, Cancelled));
        Assert.Equal(3, await LengthAsync(row.Payload.Value));
    }

    [Fact]
    public async Task A_row_that_comes_to_name_it_later_takes_it_along()
    {
        var (store, row) = await NamedAsync();
        var payload = row.Payload;
        row.Payload = null;
        Assert.True(await store.AddAsync([row], Cancelled));
        Assert.NotNull(_waiting.Find(payload!.Value));
        Assert.True(await StoreTransaction.RunAsync(_open, async db =>
        {
            (await db.Messages.SingleAsync(message => message.Id == row.Id, Cancelled)).Sealed = payload;
            return true;
        }, Cancelled));
        Assert.False(_waiting.Waits(payload.Value));
        Assert.Equal(3, await LengthAsync(payload.Value));
    }

    [Fact]
    public async Task What_is_committed_stays_at_hand_until_more_has_come_or_it_is_deleted_and_is_in_the_database_all_the_time()
    {
        var (store, row) = await NamedAsync();
        var id = row.Payload!.Value;
        Assert.True(await store.AddAsync([row], Cancelled));
        Assert.NotNull(_waiting.Find(id));

        for (var octets = 0; octets < SmallContents.MostRecent; octets += 1024 * 1024)
        {
            var later = Guid.CreateVersion7();
            _waiting.Add(later, new byte[1024 * 1024]);
            _waiting.Committed(later);
        }

        Assert.Null(_waiting.Find(id));
        Assert.Equal(3, await LengthAsync(id));
        Assert.False(_waiting.Remove(id));
        var last = Guid.CreateVersion7();
        _waiting.Add(last, [1]);
        _waiting.Committed(last);
        Assert.False(_waiting.Remove(last));
        Assert.Null(_waiting.Find(last));
    }

    private async Task<(MessageStore Store, MessageRow Row)> NamedAsync()
    {
        await StoreSetup.MigrateAsync(new StorePlace(_folder.FullName), _open, TimeProvider.System, Cancelled);
        await using var writer = _content.Create();
        await writer.WriteAsync("abc"u8.ToArray(), Cancelled);
        await writer.CompleteAsync(Cancelled);
        var row = StoreCase.Message();
        row.Payload = writer.Id;
        return (new MessageStore(_open), row);
    }

    private async Task<long> LengthAsync(Guid id)
    {
        await using var stream = _content.OpenRead(id);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Cancelled);
        return all.Length;
    }
}
