using SdkNode.Node.AddressBook;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing.AddressBook;
using SdkNode.Testbed.Federation;

namespace SdkNode.Node.Tests.AddressBook;

public sealed class AddressBookKeeperTests(PkiFixture pki)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Rule("DIR-7.2")]
    public async Task A_copy_is_synchronised_at_the_start_and_then_once_an_interval()
    {
        await using var node = await BookNode.StartAsync(pki);
        var keeper = Keeper(node);
        await keeper.RunAsync(Token);
        Assert.True(node.Book.Knows);

        var asked = node.Server.Requests;
        node.Clock.Now += TimeSpan.FromHours(5);
        await keeper.RunAsync(Token);
        Assert.Equal(asked, node.Server.Requests);

        // The interval is 6 hours, give or take a tenth.
        node.Clock.Now += TimeSpan.FromHours(1.7);
        await keeper.RunAsync(Token);
        Assert.Equal(node.Clock.Now, node.Book.SyncedAt);
    }

    [Fact, Rule("DIR-7.2")]
    public async Task A_fresh_copy_is_not_synchronised_at_the_start_and_a_stale_one_is()
    {
        await using var node = await BookNode.StartAsync(pki);
        await node.TakenAsync();
        var asked = node.Server.Requests;
        node.Clock.Now += TimeSpan.FromHours(1);
        await Keeper(node).RunAsync(Token);
        Assert.Equal(asked, node.Server.Requests);

        node.Clock.Now += TimeSpan.FromHours(6);
        await Keeper(node).RunAsync(Token);
        Assert.Equal(node.Clock.Now, node.Book.SyncedAt);
    }

    [Fact, Rule("DIR-7.2")]
    public async Task A_failed_synchronisation_is_tried_again_within_minutes()
    {
        await using var node = await BookNode.StartAsync(pki);
        var keeper = Keeper(node);
        node.Server.Fault = BookFault.Down;
        await keeper.RunAsync(Token);
        node.Server.Fault = BookFault.None;

        await keeper.RunAsync(Token);
        Assert.False(node.Book.Knows);

        node.Clock.Now += TimeSpan.FromMinutes(12);
        await keeper.RunAsync(Token);
        Assert.True(node.Book.Knows);
    }

    [Fact, Rule("DIR-7.2")]
    public async Task What_another_node_has_synchronised_is_taken_from_the_store()
    {
        await using var node = await BookNode.StartAsync(pki);
        await node.TakenAsync();
        var keeper = Keeper(node);
        await keeper.RunAsync(Token);
        var asked = node.Server.Requests;
        node.Clock.Now += TimeSpan.FromHours(7);
        await node.Store.ReplaceAsync(BookNode.Environment, new AddressBookContent([AddressBookDocument.Write(new AddressBookOrganization { Id = "o", Name = "Kil", ParticipantIdentifier = "0203:kil.example" })], []), Token);

        await keeper.RunAsync(Token);

        Assert.Equal("Kil", Assert.Single(node.Book.Organizations).Name);
        Assert.Equal(asked, node.Server.Requests);
    }

    [Fact, Rule("DIR-7.2")]
    public async Task A_receiver_that_an_old_copy_does_not_know_is_looked_for_in_a_new_one()
    {
        await using var node = await BookNode.StartAsync(pki);
        await node.TakenAsync();
        node.List("arvika", 5);
        var question = new ReceiverQuestion(node.Books, node.Sync, node.Clock);

        Assert.Equal(AddressOwnership.Unknown, await question.AskAsync(BookNode.Environment, BookNode.Arvika, "arvika.5", Token));

        node.Clock.Now += TimeSpan.FromMinutes(6);
        Assert.Equal(AddressOwnership.Known, await question.AskAsync(BookNode.Environment, BookNode.Arvika, "arvika.5", Token));
    }

    [Fact]
    public async Task An_address_book_that_is_down_is_not_asked_for_every_unknown_receiver()
    {
        await using var node = await BookNode.StartAsync(pki);
        await node.TakenAsync();
        node.Clock.Now += TimeSpan.FromMinutes(6);
        node.Server.Fault = BookFault.InternalError;
        var asked = node.Server.Requests;
        var question = new ReceiverQuestion(node.Books, node.Sync, node.Clock);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(AddressOwnership.Unknown, await question.AskAsync(BookNode.Environment, BookNode.Arvika, "arvika.6", Token));
        }

        Assert.Equal(asked + 1, node.Server.Requests);
    }

    [Fact, Rule("DIR-7.2")]
    public async Task Of_two_nodes_of_a_store_one_asks_and_the_other_takes_its_copy()
    {
        await using var one = await BookNode.StartAsync(pki);
        var two = one.OfTheSameStore();
        var (keeper, other) = (Keeper(one), new AddressBookKeeper(two.Books, two.Sync, one.Store, one.Clock));
        await keeper.RunAsync(Token);
        var asked = one.Server.Requests;
        for (var hour = 0; hour < 5; hour++)
        {
            await other.RunAsync(Token);
            await keeper.RunAsync(Token);
            one.Clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal(asked, one.Server.Requests);
        Assert.Equal(one.Book.SyncedAt, two.Books.Find(BookNode.Environment).SyncedAt);

        // A failure counts for both as well.
        one.Clock.Now += TimeSpan.FromHours(2);
        one.Server.Fault = BookFault.InternalError;
        await keeper.RunAsync(Token);
        asked = one.Server.Requests;
        await other.RunAsync(Token);
        Assert.Equal(asked, one.Server.Requests);
    }

    [Fact, Rule("DIR-7.2")]
    public async Task Of_two_nodes_that_synchronise_at_the_same_time_one_asks()
    {
        await using var one = await BookNode.StartAsync(pki);
        var two = one.OfTheSameStore();
        await one.TakenAsync();
        await two.Books.LoadAllAsync(Token);
        one.Clock.Now += TimeSpan.FromHours(1);
        var asked = one.Server.Requests;
        await one.TakenAsync();
        var once = one.Server.Requests - asked;
        one.Clock.Now += TimeSpan.FromHours(1);

        asked = one.Server.Requests;
        var outcomes = await Task.WhenAll(one.SyncAsync(), two.Sync.SyncAsync(BookNode.Environment, acceptShrunken: false, Token), one.SyncAsync());

        Assert.Equal([null, null, null], outcomes.Select(outcome => outcome.Fault));
        Assert.InRange(one.Server.Requests - asked, once, 2 * once);
        Assert.Equal(one.Clock.Now, two.Books.Find(BookNode.Environment).SyncedAt);
    }

    private static AddressBookKeeper Keeper(BookNode node) => new(node.Books, node.Sync, node.Store, node.Clock);
}
