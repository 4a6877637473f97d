using SdkNode.Routing.AddressBook;
using SdkNode.Testbed.Federation;

namespace SdkNode.Routing.Tests.AddressBook;

public sealed class AddressBookClientTests(FederationFixture keys)
{
    [Theory, Rule("DIR-7.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_of_the_three_resources_is_read(bool relativeLinks)
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(25);
        (world.Server.PageSize, world.Server.RelativeLinks) = (10, relativeLinks);

        var content = await world.ReadAsync();

        Assert.Equal(25, content.Count(AddressBookResource.Organizations));
        Assert.Equal(25, content.Count(AddressBookResource.Addresses));
        Assert.Equal(2, content.Count(AddressBookResource.CodeSystems));
        Assert.Empty(content.Skipped);
        Assert.Equal(3 + 3 + 1, world.Server.Requests);
    }

    [Fact, Rule("DIR-7.1")]
    public async Task A_page_that_is_just_full_is_the_last_one()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(10);
        world.Server.PageSize = 10;

        Assert.Equal(10, (await world.ReadAsync()).Count(AddressBookResource.Addresses));
    }

    [Fact, Rule("DIR-7.1")]
    public async Task Bad_entries_are_left_out_and_told_of()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(2);
        world.Server.Add("organizations", """{"type":"organizations","id":"x1","attributes":{"name":"Ingen","participantIdentifier":"9999:nobody"}}""");
        world.Server.Add("organizations", """{"type":"organizations","id":"x2","attributes":{"participantIdentifier":"0203:nameless.example"}}""");
        world.Server.Add("organizations", """{"type":"organizations","id":"x3","attributes":{"name":"\ud800","participantIdentifier":"0203:half.example"}}""");
        world.Server.Add("addresses", """{"type":"addresses","attributes":{"identifier":"no.id"}}""");
        world.Server.Add("addresses", """{"type":"addresses","id":"x4","attributes":{"identifier":"no.owner"}}""");
        world.Server.Add("addresses", """{"type":"addresses","id":"x5","attributes":{"name":"No identifier"},"relationships":{"parent":{"data":{"id":"org-kommun1.example"}}}}""");
        world.Server.Add("addresses", "null");
        world.Server.Add("addresses", "[1]");
        world.Server.Add("addresses", "7");

        var content = await world.ReadAsync();

        Assert.Equal((2, 2), (content.Count(AddressBookResource.Organizations), content.Count(AddressBookResource.Addresses)));
        Assert.Equal(9, content.Skipped.Count);
        Assert.All(content.Skipped, skipped => Assert.NotEmpty(skipped.Reason));
        Assert.Contains(content.Skipped, skipped => skipped is { Id: "x1" } && skipped.Reason.Contains("ID-2", StringComparison.Ordinal));
    }

    [Fact, Rule("DIR-7.1")]
    public async Task An_entry_that_stands_twice_counts_once()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(1);
        world.Server.Add("organizations", """{"type":"organizations","id":"org-kommun0.example","attributes":{"name":"Twice","participantIdentifier":"0203:twice.example"}}""");

        var content = await world.ReadAsync();

        Assert.Equal(1, content.Count(AddressBookResource.Organizations));
        Assert.Equal("org-kommun0.example", Assert.Single(content.Skipped).Id);
    }

    [Theory, Rule("DIR-7.1", Refuses = true)]
    [InlineData(BookFault.Down, AddressBookFaultKind.Unavailable, true)]
    [InlineData(BookFault.InternalError, AddressBookFaultKind.Unavailable, true)]
    [InlineData(BookFault.BrokenOff, AddressBookFaultKind.Unavailable, true)]
    [InlineData(BookFault.Forbidden, AddressBookFaultKind.Refused, false)]
    [InlineData(BookFault.HttpRedirect, AddressBookFaultKind.Redirected, false)]
    [InlineData(BookFault.LoopingNext, AddressBookFaultKind.Loop, false)]
    [InlineData(BookFault.ForeignNext, AddressBookFaultKind.ForeignLink, false)]
    [InlineData(BookFault.NotJson, AddressBookFaultKind.NotJson, false)]
    [InlineData(BookFault.NotJsonApi, AddressBookFaultKind.NotJsonApi, false)]
    [InlineData(BookFault.Oversized, AddressBookFaultKind.TooLarge, false)]
    public async Task What_is_no_address_book_is_refused(BookFault cause, AddressBookFaultKind kind, bool retryable)
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(2);
        world.Server.Fault = cause;

        await world.RefusedAsync(kind, retryable);
    }

    [Fact, Rule("DIR-7.1", Refuses = true)]
    public async Task An_address_book_that_does_not_answer_in_time_is_an_outage()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.Source = world.Source with { Timeout = TimeSpan.FromMilliseconds(200) };
        world.Server.Fault = BookFault.Mute;

        await world.RefusedAsync(AddressBookFaultKind.Unavailable, retryable: true);
    }

    [Fact, Rule("DIR-7.1", Refuses = true)]
    public async Task Pages_without_end_are_refused()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(1);
        world.Source = world.Source with { MaxPages = 5 };
        world.Server.Fault = BookFault.EndlessNext;

        await world.RefusedAsync(AddressBookFaultKind.TooMany, retryable: false);
        Assert.Equal(5, world.Server.Requests);
    }

    [Fact, Rule("DIR-7.1", Refuses = true)]
    public async Task More_entries_than_the_limit_are_refused()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(12);
        world.Source = world.Source with { MaxEntries = 11 };

        await world.RefusedAsync(AddressBookFaultKind.TooMany, retryable: false);
    }

    [Fact, Rule("DIR-7.1", Refuses = true)]
    public async Task All_pages_together_keep_within_the_limit()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.ListMunicipalities(50);
        world.Server.PageSize = 5;
        world.Source = world.Source with { MaxTotalBytes = 6_000 };

        await world.RefusedAsync(AddressBookFaultKind.TooLarge, retryable: false);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_told_of_an_outage()
    {
        await using var world = await BookWorld.StartAsync(keys);
        world.Server.Fault = BookFault.Mute;
        using var given = new CancellationTokenSource();
        using var http = new HttpClient();
        var fetching = new AddressBookClient(http, world.Source, TimeProvider.System).FetchAsync(given.Token);
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }
}
