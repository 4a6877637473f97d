using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>Messages by functional address, page by page.</summary>
public abstract class ClientMessagesTests(PostgresFixture? postgres)
{
    private const string Address = "kristinehamn.registratur";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_a_gap_and_without_a_repetition()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var added = new List<Guid>();
        for (var i = 0; i < 23; i++)
        {
            added.Add((await AddAsync(store)).Id);
        }

        await AddAsync(store, row => row.OwnAddress = "kristinehamn.annan");
        var messages = new ClientMessages(store.Open, store.Clock);
        var seen = new List<Guid>();
        while (await messages.PageAsync(Filter(), seen.Count == 0 ? null : seen[^1], 5, Cancelled) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(row => row.Id));
        }

        // Ids of the same millisecond have no order of their own; the database's is that of their digits.
        Assert.Equal(added.OrderByDescending(id => id.ToString("N"), StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Every_condition_of_a_filter_counts()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var wanted = await AddAsync(store, row => (row.Status, row.WrittenAt, row.ConversationId, row.RefToMessageId) = (MessageStatus.Accepted, TestClock.Start, "c", "r"));
        await AddAsync(store, row => (row.Status, row.WrittenAt, row.ConversationId, row.RefToMessageId) = (MessageStatus.Scheduled, TestClock.Start.AddDays(1), "d", "s"));
        var failed = await AddAsync(store, row => (row.Status, row.Mark) = (MessageStatus.MessageExchangeError, MessageMark.Rejected));
        var messages = new ClientMessages(store.Open, store.Clock);
        (MessageFilter Filter, Guid Found)[] cases =
        [
            (Filter() with { Statuses = [MessageStatus.Accepted] }, wanted.Id),
            (Filter() with { Statuses = [MessageStatus.Accepted, MessageStatus.New] }, wanted.Id),
            (Filter() with { Marks = [MessageMark.Rejected] }, failed.Id),
            (Filter() with { Statuses = [MessageStatus.New], Marks = [MessageMark.Rejected] }, failed.Id),
            (Filter() with { WrittenFrom = TestClock.Start, WrittenTo = TestClock.Start }, wanted.Id),
            (Filter() with { ConversationId = "c" }, wanted.Id),
            (Filter() with { RefToMessageId = "r", Senders = [Address], Recipients = ["varmland.vardcentral"] }, wanted.Id),
        ];
        foreach (var (filter, found) in cases)
        {
            Assert.Equal(found, Assert.Single(await messages.PageAsync(filter, after: null, 10, Cancelled)).Id);
        }

        Assert.Empty(await messages.PageAsync(Filter() with { Senders = ["another"] }, after: null, 10, Cancelled));
    }

    [Fact]
    public async Task A_message_is_found_by_either_id_and_deleted_once_it_is_final()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var open = await AddAsync(store);
        var final = await AddAsync(store, row => row.Status = MessageStatus.Accepted);
        var messages = new ClientMessages(store.Open, store.Clock);
        Assert.Equal(final.Id, (await messages.FindAsync(Filter(), Guid.Parse(final.XheId), Cancelled))!.Id);
        Assert.Equal(final.Id, (await messages.FindAsync(Filter(), final.Id, Cancelled))!.Id);
        Assert.Null(await messages.DeleteAsync(open.Id, "anna", Cancelled));
        Assert.Empty((await messages.DeleteAsync(final.Id, "anna", Cancelled))!);
        Assert.Null(await messages.FindAsync(Filter(), final.Id, Cancelled));
        Assert.Equal("Deleted by anna.", Assert.Single((await messages.EventsAsync([open, final], Cancelled))[final.Id]).Detail);
    }

    private static MessageFilter Filter() => new("qa", "0203:kristinehamn.example", [Address]);

    private static async Task<MessageRow> AddAsync(StoreCase store, Action<MessageRow>? adjust = null)
    {
        var row = StoreCase.Message();
        (row.OwnAddress, row.FunctionalAddress, row.Head) = (Address, "varmland.vardcentral", [1]);
        adjust?.Invoke(row);
        Assert.True(await store.Store.AddAsync([row], Cancelled));
        return row;
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : ClientMessagesTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : ClientMessagesTests(postgres);
}
