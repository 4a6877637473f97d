using SdkNode.Testbed.Federation;

namespace SdkNode.Routing.Tests.Smp;

public sealed class SmpClientTests(FederationFixture keys)
{
    [Theory, Rule("DIR-2.4", Refuses = true)]
    [InlineData(SmpFault.Down)]
    [InlineData(SmpFault.InternalError)]
    [InlineData(SmpFault.BrokenOff)]
    public async Task An_SMP_that_fails_is_an_outage(SmpFault cause)
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Smp.Fault = cause;

        await world.RefusedAsync(RoutingFaultKind.SmpUnavailable, retryable: true);
    }

    [Fact, Rule("DIR-2.4", Refuses = true)]
    public async Task An_SMP_that_does_not_answer_in_time_is_an_outage()
    {
        await using var world = await RoutingWorld.StartAsync(keys, environment => environment with { SmpTimeout = TimeSpan.FromMilliseconds(200) });
        world.Federation.Smp.Fault = SmpFault.Mute;

        await world.RefusedAsync(RoutingFaultKind.SmpUnavailable, retryable: true);
    }

    [Fact, Rule("DIR-2.4", Refuses = true)]
    public async Task An_SMP_that_fails_in_TLS_is_an_outage()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        var plain = world.Federation.Smp.Address;
        world.Federation.Dns.Records = [new NaptrRecord(1, 1, "U", "Meta:SMP", $"!.*!https://{plain.Authority}/smp!")];

        await world.RefusedAsync(RoutingFaultKind.SmpUnavailable, retryable: true);
    }

    [Fact, Rule("DIR-2.3", Refuses = true), Rule("AP-1", Refuses = true)]
    public async Task A_document_type_that_the_SMP_does_not_list_is_definitely_not_received()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Publish(publication => publication with { Documents = [RoutingWorld.Receipt] });

        await world.RefusedAsync(RoutingFaultKind.ServiceNotRegistered, retryable: false);
    }

    [Theory, Rule("DIR-2.2", Refuses = true)]
    [InlineData(SmpFault.HttpRedirect, RoutingFaultKind.Redirected)]
    [InlineData(SmpFault.RedirectElement, RoutingFaultKind.Redirected)]
    [InlineData(SmpFault.Forbidden, RoutingFaultKind.SmpRefused)]
    [InlineData(SmpFault.WebPage, RoutingFaultKind.MetadataMalformed)]
    [InlineData(SmpFault.Incomplete, RoutingFaultKind.MetadataMalformed)]
    [InlineData(SmpFault.Oversized, RoutingFaultKind.MetadataTooLarge)]
    public async Task What_trying_again_does_not_mend_is_definite(SmpFault cause, RoutingFaultKind kind)
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        world.Federation.Smp.Fault = cause;

        await world.RefusedAsync(kind, retryable: false);
    }

    [Fact, Rule("DIR-2.2", Refuses = true)]
    public async Task A_client_that_follows_redirects_by_itself_is_found_out()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        using var following = new HttpClient(new FollowingHandler());
        var directory = new ReceiverDirectory(world.Environment, following, world.Certificates, world.Clock);

        var found = await directory.FindReceiverAsync(RoutingWorld.Participant, RoutingWorld.Message, TestContext.Current.CancellationToken);

        Assert.Equal(RoutingFaultKind.Redirected, found.Fault!.Kind);
    }

    [Fact, Rule("DIR-2.1")]
    public async Task The_SMP_gets_the_address_percent_encoded()
    {
        await using var world = await RoutingWorld.StartAsync(keys);
        await world.FindAsync();

        Assert.StartsWith("/smp/iso6523-actorid-upis%3A%3A0203%3Aregionvarmland.example/services/busdox-docid-qns%3A%3Aurn%3Ariv%3A", world.Federation.Smp.LastTarget, StringComparison.Ordinal);
        Assert.Contains("messagePayload%23%233.0%3A%3Atm-base-ext-sigenc", world.Federation.Smp.LastTarget, StringComparison.Ordinal);
    }

    /// <summary>Answers as from another host, as a handler does that has followed a redirect.</summary>
    private sealed class FollowingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri("http://other.example/");
            return Task.FromResult(new HttpResponseMessage { RequestMessage = request, Content = new ByteArrayContent([]) });
        }
    }
}
