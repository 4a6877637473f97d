using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using SdkNode.Node.Api.Schema;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>What a running node says about its API: to programs, and to people.</summary>
public sealed partial class ServedDescriptionTests(FederationFixture federation)
{
    private const string Document = "/openapi/sdk.json";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_description_is_the_one_that_is_committed()
    {
        using var http = await ConnectAsync();
        var served = ApiDescriptions.Format(JsonNode.Parse(await http.GetStringAsync(Document, Cancelled))!);
        if (Environment.GetEnvironmentVariable("WRITE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(ApiDescriptions.OursPath, served, Cancelled);
        }

        Assert.True(served == await File.ReadAllTextAsync(ApiDescriptions.OursPath, Cancelled), "docs/openapi.json is not what the node serves. WRITE_OPENAPI=1 with this test rewrites it; look at what changed.");
    }

    [Fact]
    public async Task Every_operation_is_described()
    {
        var world = await federation.WorldAsync();
        var operations = world.A.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(operations);
        Assert.All(operations, operation => Assert.NotNull(operation.Metadata.GetMetadata<OperationText>()));
    }

    [Fact]
    public async Task The_description_names_neither_the_machine_nor_the_calls_of_the_command_line()
    {
        using var http = await ConnectAsync();
        var served = await http.GetStringAsync(Document, Cancelled);
        Assert.DoesNotContain("127.0.0.1", served, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost", served, StringComparison.Ordinal);
        Assert.DoesNotContain("/control", served, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_for_people_and_all_that_it_loads_come_from_the_node()
    {
        using var http = await ConnectAsync();
        using var page = await http.GetAsync("/docs", Cancelled);
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotMatch(OtherHost(), html);

        var loaded = Loaded().Matches(html).Select(match => new Uri(page.RequestMessage!.RequestUri!, match.Groups["address"].Value)).ToList();
        Assert.NotEmpty(loaded);
        foreach (var address in loaded)
        {
            using var part = await http.GetAsync(address, Cancelled);
            Assert.True(part.StatusCode == HttpStatusCode.OK, address.AbsolutePath);
            Assert.Contains("javascript", part.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_browser_lets_the_page_run_its_own_scripts_and_reach_no_other_host()
    {
        using var http = await ConnectAsync();
        using var page = await http.GetAsync("/docs", Cancelled);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotMatch(OtherHost(), policy);
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);

        // Every script on the page bears the nonce that the policy names, and the next page has another one.
        var nonce = Nonce().Match(policy).Groups["nonce"].Value;
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal(Scripts().Count(html), html.Split($"nonce=\"{nonce}\"").Length - 1);
        using var again = await http.GetAsync("/docs", Cancelled);
        Assert.NotEqual(policy, Assert.Single(again.Headers.GetValues("Content-Security-Policy")));
    }

    [Theory]
    [InlineData(Document)]
    [InlineData("/docs")]
    public async Task Only_the_listener_of_clients_serves_them(string path)
    {
        var world = await federation.WorldAsync();
        var socket = ControlSocket.PathIn(world.A.Get<NodeSetup>().DataFolder);
        using var control = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var line = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await line.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(line, ownsSocket: true);
            },
        });
        using var byControl = await control.GetAsync($"http://node{path}", Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, byControl.StatusCode);

        using var partner = new HttpClient(PartnerCourier.Handler(world.Partner.Keys.Tls));
        using var byPartner = await partner.GetAsync(new Uri(world.A.Address, path), Cancelled);
        Assert.False(byPartner.IsSuccessStatusCode);
    }

    private async Task<HttpClient> ConnectAsync() => new() { BaseAddress = (await federation.WorldAsync()).A.ApiAddress };

    [GeneratedRegex("(https?:)?//[a-z0-9]", RegexOptions.IgnoreCase)]
    private static partial Regex OtherHost();

    [GeneratedRegex("(src=\"|href=\"|from ')(?<address>[^\"']+)")]
    private static partial Regex Loaded();

    [GeneratedRegex("<script")]
    private static partial Regex Scripts();

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'")]
    private static partial Regex Nonce();
}
