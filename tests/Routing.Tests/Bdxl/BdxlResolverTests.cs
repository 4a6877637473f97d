using System.Net;
using SdkNode.Routing.Bdxl;
using SdkNode.Testbed.Federation;

namespace SdkNode.Routing.Tests.Bdxl;

public sealed class BdxlResolverTests(FederationFixture keys)
{
    [Fact, Rule("DIR-1.2"), Rule("DIR-1.3")]
    public async Task The_participants_record_gives_the_SMP_and_how_long_it_may_be_kept()
    {
        await using var world = await RoutingWorld.StartAsync(keys);

        var location = (await ResolveAsync(world)).Value!;

        Assert.Equal(world.Federation.Smp.Address, location.BaseUrl);
        Assert.Equal(TimeSpan.FromSeconds(60), location.TimeToLive);
    }

    [Fact, Rule("DIR-1.2")]
    public async Task The_lowest_order_and_then_preference_wins_among_the_records_for_an_SMP()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Dns.Records =
        [
            new NaptrRecord(20, 1, "U", "Meta:SMP", "!.*!https://c.example!"),
            new NaptrRecord(10, 9, "U", "Meta:SMP", "!.*!https://b.example!"),
            new NaptrRecord(10, 5, "u", "meta:smp", "!.*!https://a.example!"),
            new NaptrRecord(1, 1, "S", "Meta:SMP", "!.*!https://flag.example!"),
            new NaptrRecord(1, 1, "U", "Meta:Other", "!.*!https://service.example!"),
        ];

        Assert.Equal("https://a.example/", (await ResolveAsync(world)).Value!.BaseUrl.AbsoluteUri);
    }

    [Theory, Rule("DIR-1.4", Refuses = true)]
    [InlineData(DnsFault.NoRecord, RoutingFaultKind.NotRegistered, false)]
    [InlineData(DnsFault.WrongService, RoutingFaultKind.WrongService, false)]
    [InlineData(DnsFault.ServerFailure, RoutingFaultKind.DnsUnavailable, true)]
    [InlineData(DnsFault.Silent, RoutingFaultKind.DnsUnavailable, true)]
    public async Task Each_fault_has_its_name_and_an_outage_is_told_from_a_definite_answer(DnsFault cause, RoutingFaultKind kind, bool retryable)
    {
        await using var world = await RoutingWorld.StartAsync(keys, cause == DnsFault.Silent ? RoutingWorld.Impatient : null);
        world.Federation.Dns.Fault = cause;

        await world.RefusedAsync(kind, retryable);
    }

    [Theory, Rule("DIR-1.4", Refuses = true)]
    [InlineData("!(.)\\1!https://smp.example!", RoutingFaultKind.UnsafeRegexp)]
    [InlineData("", RoutingFaultKind.UnsafeRegexp)]
    [InlineData("!.*!file:///etc/passwd!", RoutingFaultKind.NotHttp)]
    public async Task A_record_that_cannot_be_used_is_a_definite_fault(string regexp, RoutingFaultKind kind)
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Dns.Records = [new NaptrRecord(1, 1, "U", "Meta:SMP", regexp)];

        await world.RefusedAsync(kind, retryable: false);
    }

    [Fact, Rule("DIR-1.4", Refuses = true)]
    public async Task A_participant_that_nobody_has_registered_is_definitely_not_there()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Unpublish(RoutingWorld.Participant);

        await world.RefusedAsync(RoutingFaultKind.NotRegistered, retryable: false);
    }

    [Fact, Rule("DIR-1.4", Refuses = true)]
    public async Task A_name_server_that_is_not_there_is_an_outage()
    {
        await using var world = await RoutingWorld.StartAsync(keys, environment => environment with { NameServers = [new IPEndPoint(IPAddress.Loopback, 1)] });

        await world.RefusedAsync(RoutingFaultKind.DnsUnavailable, retryable: true);
    }

    [Fact]
    public async Task The_second_name_server_answers_when_the_first_does_not()
    {
        await using var world = await RoutingWorld.StartAsync(keys, environment => environment with { NameServers = [new IPEndPoint(IPAddress.Loopback, 1), .. environment.NameServers] });

        Assert.True((await ResolveAsync(world)).IsOk);
    }

    private static Task<Security.Result<SmpLocation, RoutingFault>> ResolveAsync(RoutingWorld world) =>
        new BdxlResolver(world.Environment).ResolveAsync(RoutingWorld.Participant, null, TestContext.Current.CancellationToken);
}
