using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Routing.Tests.Caching;

public sealed class MetadataCacheTests(FederationFixture keys)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Rule("DIR-6.1")]
    public async Task Metadata_is_kept_for_the_environments_time_and_then_asked_for_again()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        await world.FindAsync();
        world.Clock.Now += TimeSpan.FromMinutes(59);
        await world.FindAsync();
        Assert.Equal(1, world.Federation.Smp.Requests);

        world.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.True((await world.FindAsync()).IsOk);
        Assert.Equal(2, world.Federation.Smp.Requests);
    }

    [Fact, Rule("DIR-1.5")]
    public async Task The_SMPs_place_is_kept_for_the_records_time_to_live()
    {
        await using var world = await RoutingWorld.StartAsync(keys, environment => environment with { CacheTime = TimeSpan.FromSeconds(1) });
        await world.FindAsync();
        world.Clock.Now += TimeSpan.FromSeconds(59);
        await world.FindAsync();
        Assert.Equal((1, 2), (world.Federation.Dns.Queries, world.Federation.Smp.Requests));

        world.Clock.Now += TimeSpan.FromSeconds(1);
        await world.FindAsync();
        Assert.Equal((2, 3), (world.Federation.Dns.Queries, world.Federation.Smp.Requests));
    }

    [Theory, Rule("DIR-6.3")]
    [InlineData(DnsFault.Silent, SmpFault.None)]
    [InlineData(DnsFault.None, SmpFault.Down)]
    [InlineData(DnsFault.ServerFailure, SmpFault.InternalError)]
    public async Task With_a_warm_cache_receivers_are_found_while_DNS_or_SMP_is_down(DnsFault dns, SmpFault smp)
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        await world.FindAsync();
        (world.Federation.Dns.Fault, world.Federation.Smp.Fault) = (dns, smp);
        world.Clock.Now += TimeSpan.FromMinutes(59);

        Assert.True((await world.FindAsync()).IsOk);
    }

    [Fact, Rule("DIR-6.1", Refuses = true)]
    public async Task Metadata_is_not_kept_past_the_end_of_an_endpoint()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Expiration = world.Clock.Now.AddMinutes(10) });
        Assert.Equal(world.Clock.Now.AddMinutes(10), (await world.FindAsync()).Value!.ValidUntil, TimeSpan.FromSeconds(1));
        world.Publish(publication => publication with { Endpoint = new Uri("https://moved.example/as4") });
        world.Clock.Now += TimeSpan.FromMinutes(10);

        Assert.Equal(new Uri("https://moved.example/as4"), (await world.FindAsync()).Value!.Endpoint);
    }

    [Fact, Rule("DIR-6.1", Refuses = true)]
    public async Task Metadata_is_not_kept_past_the_end_of_a_certificate()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var ending = await keys.Pki.Ap.IssueAsync("AP0002-TEST", new IssueOptions { NotAfter = world.Clock.Now.AddMinutes(10) }, Token);
        world.Publish(publication => publication with { AccessPoint = ending.Certificate });

        Assert.Equal(world.Clock.Now.AddMinutes(10), (await world.FindAsync()).Value!.ValidUntil, TimeSpan.FromSeconds(2));
    }

    [Fact, Rule("DIR-6.2")]
    public async Task What_made_a_delivery_fail_is_looked_up_afresh_when_forgotten()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        await world.FindAsync();
        world.Publish(publication => publication with { Endpoint = new Uri("https://moved.example/as4") });

        Assert.Equal(new Uri("https://ap2.example/as4"), (await world.FindAsync()).Value!.Endpoint);
        world.Directory.Forget(RoutingWorld.Participant, RoutingWorld.Message);
        Assert.Equal(new Uri("https://moved.example/as4"), (await world.FindAsync()).Value!.Endpoint);
    }

    [Fact, Rule("DIR-6.2")]
    public async Task A_kept_answer_that_cannot_be_used_is_looked_up_afresh_once_by_itself()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { AccessPoint = keys.Signing.Certificate });
        await world.RefusedAsync(RoutingFaultKind.AccessPointUntrusted, retryable: false);
        Assert.Equal(1, world.Federation.Smp.Requests);
        await world.RefusedAsync(RoutingFaultKind.AccessPointUntrusted, retryable: false);
        Assert.Equal(2, world.Federation.Smp.Requests);
        world.Publish(publication => publication with { Encryption = [] });
        Assert.Null((await world.FindAsync()).Value!.Encryption);
        world.Publish(publication => publication);

        Assert.NotNull((await world.FindAsync()).Value!.Encryption);
        Assert.Equal(4, world.Federation.Smp.Requests);
    }

    [Fact]
    public async Task A_participant_that_has_moved_to_another_SMP_is_found_there_before_the_record_runs_out()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        var gone = $"!.*!{world.Federation.Smp.Address.AbsoluteUri}old!";
        world.Federation.Dns.Records = [new NaptrRecord(1, 1, "U", "Meta:SMP", gone)];
        await world.RefusedAsync(RoutingFaultKind.ServiceNotRegistered, retryable: false);
        world.Federation.Dns.Records = null;

        Assert.True((await world.FindAsync()).IsOk);
    }

    [Fact]
    public async Task Many_senders_at_once_ask_once()
    {
        await using var world = await RoutingWorld.StartAsync(keys);

        var routes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => world.FindAsync().AsTask()));

        Assert.All(routes, route => Assert.True(route.IsOk));
        Assert.Equal((1, 1), (world.Federation.Dns.Queries, world.Federation.Smp.Requests));
    }

    [Fact, Rule("DIR-6.2")]
    public async Task Many_senders_that_meet_the_same_useless_answer_ask_once()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { AccessPoint = keys.Signing.Certificate });
        await world.FindAsync();
        world.Publish(publication => publication);

        var routes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => world.FindAsync().AsTask()));

        Assert.All(routes, route => Assert.True(route.IsOk));
        Assert.Equal((2, 2), (world.Federation.Dns.Queries, world.Federation.Smp.Requests));
    }
}
