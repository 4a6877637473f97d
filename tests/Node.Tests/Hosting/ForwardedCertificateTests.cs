using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SdkNode.As4.Sending;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Hosting;

/// <summary>Partners behind a proxy that ends their TLS: its word counts for whose certificate it was, nobody else's does (AS4-SEC-5.3).</summary>
public sealed class ForwardedCertificateTests(FederationFixture federation, PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, Rule("AS4-SEC-5.3")]
    [InlineData("rfc9440")]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task What_a_proxy_forwards_counts_as_shown(string form)
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, "127.0.0.0/8");
        using var proxy = Proxy(world.Partner.Keys.Tls.Certificate, form);
        (await SendAsync(world, node, proxy)).MustBeAcknowledged();
    }

    [Fact, Rule("AS4-SEC-5.3", Refuses = true)]
    public async Task A_proxy_that_forwards_nothing_or_what_nobody_trusts_is_turned_away()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, "127.0.0.1");
        using var foreign = (await world.ForeignPkiAsync()).Tls.Issue("stranger.example");
        foreach (var header in new[] { null, "", "nonsense", ":AAAA:", "-----BEGIN%20CERTIFICATE-----%0AAAAA", new string('A', 20_000), Written(foreign.Certificate, "rfc9440") })
        {
            using var proxy = new HttpMessageInvoker(new WithHeaders(header is null ? [] : [header]));
            Assert.Equal((HttpStatusCode.BadRequest, "A client certificate that is trusted here is needed.\n"), await AskAsync(proxy, node));
        }

        var right = Written(world.Partner.Keys.Tls.Certificate, "rfc9440");
        using var twice = new HttpMessageInvoker(new WithHeaders([right, right]));
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(twice, node)).Status);
    }

    [Fact, Rule("AS4-SEC-5.3", Refuses = true)]
    public async Task What_one_request_was_given_counts_for_no_other_on_the_same_connection()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, "127.0.0.1");
        using var proxy = new HttpMessageInvoker(PartnerCourier.Handler(null));
        foreach (var (header, expected) in new[] { (Written(world.Partner.Keys.Tls.Certificate, "rfc9440"), HttpStatusCode.UnsupportedMediaType), (null, HttpStatusCode.BadRequest), ("", HttpStatusCode.BadRequest), ("nonsense", HttpStatusCode.BadRequest) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Address, "/as4")) { Content = new StringContent("") };
            if (header is not null)
            {
                request.Headers.TryAddWithoutValidation("Client-Cert", header);
            }

            using var answer = await proxy.SendAsync(request, Cancelled);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact, Rule("AS4-SEC-5.3", Refuses = true)]
    public async Task From_any_other_address_the_header_is_not_looked_at()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, "192.0.2.1");
        using var claimed = Proxy(world.Partner.Keys.Tls.Certificate, "rfc9440");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(claimed, node));

        // Whoever shows a certificate of its own is who that says, whatever the header claims.
        using var foreign = (await world.ForeignPkiAsync()).Tls.Issue("stranger.example");
        using var own = new HttpMessageInvoker(new WithHeaders([Written(foreign.Certificate, "rfc9440")], PartnerCourier.Handler(world.Partner.Keys.Tls)));
        (await SendAsync(world, node, own)).MustBeAcknowledged();
    }

    [Fact]
    public async Task Networks_and_header_that_are_none_are_told()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Environment(settings)["Listen"] = new JsonObject { ["Port"] = 0, ["Proxies"] = new JsonArray("proxy.example"), ["ProxyHeader"] = "a b" });
        Assert.Equal(["Environments:0:Listen:Proxies", "Environments:0:Listen:ProxyHeader"], (await test.StartAsync()).Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    private static Task<DemoNode> StartAsync(TestWorld world, string proxy) =>
        world.StartNodeAsync(TestWorld.NewParty("bakom"), environment => environment.Group("Listen")["Proxies"] = new JsonArray(proxy), cancellationToken: Cancelled);

    private static HttpMessageInvoker Proxy(X509Certificate2 certificate, string form) => new(new WithHeaders([Written(certificate, form)]));

    private static string Written(X509Certificate2 certificate, string form) => form switch
    {
        "rfc9440" => $":{Convert.ToBase64String(certificate.RawData)}:",
        "haproxy" => Convert.ToBase64String(certificate.RawData),
        _ => Uri.EscapeDataString(certificate.ExportCertificatePem()),
    };

    private static async Task<As4SendOutcome> SendAsync(TestWorld world, DemoNode node, HttpMessageInvoker http)
    {
        var (_, transfer) = await world.Partner.PrepareMessageAsync(node);
        using var courier = new PartnerCourier(world.Partner.Keys, http);
        return await courier.PostAsync(transfer);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpMessageInvoker http, DemoNode node)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Address, "/as4"));
        using var answer = await http.SendAsync(request, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private sealed class WithHeaders(string[] values, HttpMessageHandler? inner = null) : DelegatingHandler(inner ?? PartnerCourier.Handler(null))
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var value in values)
            {
                request.Headers.TryAddWithoutValidation("Client-Cert", value);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
