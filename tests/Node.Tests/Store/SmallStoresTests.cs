using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Tests.Store;

/// <summary>What stands beside messages in the store: alarms, used assertions, the address book's copy.</summary>
public abstract class SmallStoresTests(PostgresFixture? postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_that_is_raised_by_several_at_once_is_one_until_it_is_closed()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var alarms = new AlarmList(store.Open, store.Clock, NullLogger<AlarmList>.Instance);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RaiseAsync()));
        await RaiseAsync();
        var alarm = Assert.Single(await alarms.OpenAsync(Cancelled));
        Assert.InRange(alarm.Count, 2, 7);
        Assert.True(await alarms.CloseAsync(alarm.Id, Cancelled));
        Assert.False(await alarms.CloseAsync(alarm.Id, Cancelled));
        store.Clock.Now += TimeSpan.FromMinutes(1);
        await RaiseAsync();
        Assert.Equal(1, Assert.Single(await alarms.OpenAsync(Cancelled)).Count);
        await alarms.ClearAsync(AlarmKinds.ScannerUnavailable, "qa", "clamd", Cancelled);
        Assert.Empty(await alarms.OpenAsync(Cancelled));

        Task RaiseAsync() => alarms.RaiseAsync(AlarmKinds.ScannerUnavailable, "qa", "clamd", "It gives no verdict.", "Start it.", Cancelled);
    }

    [Fact]
    public async Task An_assertion_is_used_once_on_whichever_node()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var nodes = Enumerable.Range(0, 4).Select(_ => new UsedAssertions(store.Open, store.Clock)).ToList();
        var used = await Task.WhenAll(nodes.Select(node => node.TryUseAsync("client", "jti", TestClock.Start.AddMinutes(1), Cancelled)));
        Assert.Single(used, first => first);
        Assert.True(await nodes[0].TryUseAsync("other", "jti", TestClock.Start.AddMinutes(1), Cancelled));
        store.Clock.Now += TimeSpan.FromMinutes(10);
        Assert.True(await nodes[1].TryUseAsync("client", "jti", store.Clock.Now.AddMinutes(1), Cancelled));
    }

    [Fact]
    public async Task A_copy_of_the_address_book_is_replaced_whole_by_two_nodes_at_once_too()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var book = new AddressBookStore(store.Open, store.Clock);
        await Task.WhenAll(book.ReplaceAsync("qa", Content("a", "b"), Cancelled), book.ReplaceAsync("qa", Content("a", "b"), Cancelled), book.FailAsync("prod", "down", Cancelled), book.FailAsync("prod", "down", Cancelled));
        Assert.Equal(["a", "b"], await IdsAsync(book));
        await book.ReplaceAsync("qa", Content("b", "c"), Cancelled);
        Assert.Equal(["b", "c"], await IdsAsync(book));
        Assert.Equal(("down", store.Clock.Now), ((await book.FindStateAsync("prod", Cancelled))!.Fault, (await book.FindStateAsync("prod", Cancelled))!.FailedAt));
    }

    private static AddressBookContent Content(params string[] ids) => new([.. ids.Select(id => new AddressBookEntry(AddressBookResource.Addresses, id, "{}"u8.ToArray()))], []);

    private static async Task<IEnumerable<string>> IdsAsync(AddressBookStore book) => (await book.LoadAsync("qa", Cancelled)).Entries.Select(entry => entry.Id).Order(StringComparer.Ordinal);

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : SmallStoresTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : SmallStoresTests(postgres);
}
