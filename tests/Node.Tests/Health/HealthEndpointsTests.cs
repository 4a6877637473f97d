using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Health;

/// <summary>Whoever asks over the network, without a token, learns whether the node is ready and by which checks, and nothing more.</summary>
public sealed class HealthEndpointsTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ready_node_names_its_checks_to_anybody()
    {
        var world = await federation.WorldAsync();
        using var stranger = new HttpClient { BaseAddress = world.A.ApiAddress };
        using var answer = await stranger.GetAsync("/health/ready", Cancelled);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var ready = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!;
        Assert.True(ready["ready"]!.GetValue<bool>());
        var checks = ready["checks"]!.AsArray();
        Assert.Equal(["running", "database", "content", "room", "node-key", "private-keys"], checks.Select(check => check!["name"]!.GetValue<string>()));
        Assert.All(checks, check => Assert.Equal(["name", "ok"], check!.AsObject().Select(property => property.Key)));
        Assert.Equal("""{"live":true}""", await stranger.GetStringAsync("/health/live", Cancelled));
    }

    [Fact]
    public async Task Partners_listeners_serve_no_health()
    {
        var world = await federation.WorldAsync();
        using var partner = new HttpClient(PartnerCourier.Handler(world.Partner.Keys.Tls)) { BaseAddress = world.A.Address };
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await partner.GetAsync("/health/ready", Cancelled)).StatusCode);
    }
}
