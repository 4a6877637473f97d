using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing.AddressBook;
using SdkNode.Testbed.Federation;

namespace SdkNode.Node.Tests.AddressBook;

public sealed class AddressBookSyncTests(PkiFixture pki)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Rule("DIR-7.2")]
    public async Task The_copy_is_searched_when_the_address_book_is_down_and_the_node_starts_anew()
    {
        await using var node = await BookNode.StartAsync(pki);
        await node.TakenAsync();
        node.Server.Fault = BookFault.Down;

        var restarted = await node.RestartedAsync();

        Assert.True(restarted.Knows);
        Assert.Equal(node.Clock.Now, restarted.SyncedAt);
        Assert.Equal(["arvika.2"], restarted.Search(new AddressBookQuery { Text = "arvika funktion 2", Count = 1 }).Select(hit => hit.Address.Identifier));
    }

    [Fact, Rule("DIR-7.2")]
    public async Task What_was_taken_out_changed_and_added_follows()
    {
        await using var node = await BookNode.StartAsync(pki);
        node.List("kil", 4);
        node.List("torsby", 4);
        await node.TakenAsync();
        node.List("arvika", 5);
        node.List("kil", 3);
        node.List("eda", 4);
        await node.TakenAsync();

        foreach (var book in new[] { node.Book, await node.RestartedAsync() })
        {
            Assert.Equal(16, book.Addresses.Count);
            Assert.Equal(AddressOwnership.Known, book.Owns(BookNode.Arvika, "arvika.5"));
            Assert.Empty(book.FindAddresses("kil.4"));
        }
    }

    [Theory, Rule("DIR-7.2", Refuses = true)]
    [InlineData(BookFault.Down)]
    [InlineData(BookFault.InternalError)]
    [InlineData(BookFault.LoopingNext)]
    [InlineData(BookFault.NotJson)]
    [InlineData(BookFault.Empty)]
    public async Task A_failed_synchronisation_keeps_the_copy_and_raises_an_alarm(BookFault fault)
    {
        await using var node = await BookNode.StartAsync(pki);
        await node.TakenAsync();
        var syncedAt = node.Clock.Now;
        node.Clock.Now += TimeSpan.FromHours(6);
        node.Server.Fault = fault;

        var outcome = await node.SyncAsync(acceptShrunken: true);

        Assert.NotNull(outcome.Fault);
        Assert.Equal((syncedAt, 4), (node.Book.SyncedAt, node.Book.Addresses.Count));
        Assert.Equal(syncedAt, (await node.RestartedAsync()).SyncedAt);
        var alarm = Assert.Single(await node.OpenAlarmsAsync());
        Assert.Equal((AlarmKinds.AddressBookStale, BookNode.Environment), (alarm.Kind, alarm.Environment));
        var state = await node.Store.FindStateAsync(BookNode.Environment, Token);
        Assert.Equal((node.Clock.Now, alarm.Detail), (state!.FailedAt, state.Fault));
    }

    [Fact, Rule("DIR-7.2")]
    public async Task The_next_synchronisation_that_succeeds_closes_the_alarm()
    {
        await using var node = await BookNode.StartAsync(pki);
        node.Server.Fault = BookFault.Down;
        await node.SyncAsync();
        await node.SyncAsync();
        Assert.Equal(2, Assert.Single(await node.OpenAlarmsAsync()).Count);
        node.Server.Fault = BookFault.None;

        await node.TakenAsync();

        Assert.Empty(await node.OpenAlarmsAsync());
        Assert.Null((await node.Store.FindStateAsync(BookNode.Environment, Token))!.Fault);
    }

    [Fact, Rule("DIR-7.2", Refuses = true)]
    public async Task An_address_book_that_has_lost_more_than_half_is_taken_only_when_an_admin_says_so()
    {
        await using var node = await BookNode.StartAsync(pki);
        await node.TakenAsync();
        node.List("arvika", 1);

        var outcome = await node.SyncAsync();

        Assert.Contains("--accept-shrunken", outcome.Fault, StringComparison.Ordinal);
        Assert.Equal(4, node.Book.Addresses.Count);
        Assert.Single(await node.OpenAlarmsAsync());

        await node.TakenAsync(acceptShrunken: true);
        Assert.Single(node.Book.Addresses);
        Assert.Empty(await node.OpenAlarmsAsync());
    }

    [Fact]
    public async Task An_admin_is_told_which_entries_were_left_out()
    {
        await using var node = await BookNode.StartAsync(pki);
        node.Server.Add("addresses", """{"id":"broken","attributes":{}}""");
        node.Server.Add("addresses", """{"id":"lost","attributes":{"identifier":"lost"},"relationships":{"parent":{"data":{"id":"nobody"}}}}""");

        var outcome = await node.SyncAsync();

        Assert.Null(outcome.Fault);
        Assert.Equal(4, outcome.Addresses);
        Assert.Collection(outcome.Skipped, first => Assert.StartsWith("addresses broken:", first, StringComparison.Ordinal), second => Assert.StartsWith("addresses lost:", second, StringComparison.Ordinal));
    }

    [Fact, Rule("DIR-7.5")]
    public async Task Local_entries_survive_every_synchronisation()
    {
        var local = new LocalEntry { Participant = BookNode.Arvika, Address = SdkNode.Envelope.Identifiers.FunctionalAddress.Parse("arvika.lokal").Value!, Name = "Egen" };
        await using var node = await BookNode.StartAsync(pki, local);
        Assert.Equal(AddressOwnership.Known, node.Book.Owns(BookNode.Arvika, "arvika.lokal"));
        Assert.False(node.Book.Knows);

        await node.TakenAsync();
        await node.TakenAsync();

        Assert.Equal("Egen", node.Book.AddressName(BookNode.Arvika, "arvika.lokal"));
        Assert.Equal(5, node.Book.Addresses.Count);
        Assert.Equal("arvika kommun", node.Book.OrganizationName(BookNode.Arvika));
    }

    [Fact]
    public async Task An_environment_without_an_address_book_says_so()
    {
        await using var node = await BookNode.StartAsync(pki);

        Assert.Contains("AddressBook:Url", (await node.Sync.SyncAsync("elsewhere", acceptShrunken: false, Token)).Fault, StringComparison.Ordinal);
        Assert.False(node.Books.Find("elsewhere").Knows);
    }
}
