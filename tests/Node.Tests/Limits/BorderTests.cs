using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Limits;

/// <summary>Limits of a running node, met over real sockets: who misbehaves is turned away, the others are served.</summary>
public sealed class BorderTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_access_point_that_asks_too_much_is_told_to_wait_and_others_are_served_meanwhile()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, limits => limits["PartnerRequestsPerMinute"] = 2);
        NodeAddress to = node;
        (await SendAsync(world, to)).MustBeAcknowledged();
        (await SendAsync(world, to)).MustBeAcknowledged();
        var busy = Assert.IsType<As4Failed>(await SendAsync(world, to));
        Assert.Equal(As4SendFailure.Busy, busy.Failure);
        Assert.InRange(busy.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(31));
        var alarm = await AlarmAsync(node);
        Assert.StartsWith(world.Partner.Keys.Tls.CommonName, alarm.Subject, StringComparison.Ordinal);
        Assert.Contains("Limits:PartnerRequestsPerMinute", alarm.Remedy, StringComparison.Ordinal);

        // Another access point's message arrives as ever.
        await world.A.WaitForAsync(await world.A.SendAsync(node.Party), MessageStatus.Accepted);
    }

    [Fact]
    public async Task An_access_point_whose_messages_are_refused_again_and_again_is_shut_out_and_others_are_served()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, limits => limits["BanRefusals"] = 3);
        NodeAddress to = node;
        using var foreign = (await world.ForeignPkiAsync()).Ap.Issue(world.Partner.Party.PartyId);
        for (var i = 0; i < 3; i++)
        {
            var (_, transfer) = await world.Partner.PrepareMessageAsync(to);
            (await world.Partner.Courier.PostAsync(transfer with { Signing = foreign })).MustBeRefused(As4ErrorCode.FailedAuthentication);
        }

        var shut = Assert.IsType<As4Failed>(await SendAsync(world, to));
        Assert.Equal(As4SendFailure.Busy, shut.Failure);
        Assert.InRange(shut.RetryAfter!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        await world.A.WaitForAsync(await world.A.SendAsync(node.Party), MessageStatus.Accepted);
    }

    [Fact]
    public async Task An_address_with_certificates_that_nobody_trusts_is_shut_out_before_TLS()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, limits => limits["BanRefusals"] = 3);
        using var foreign = (await world.ForeignPkiAsync()).Tls.Issue("stranger.example");
        using var stranger = new HttpMessageInvoker(PartnerCourier.Handler(foreign));
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(stranger, node));
        }

        using var right = new HttpMessageInvoker(PartnerCourier.Handler(world.Partner.Keys.Tls));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(right, node));
        var alarm = await AlarmAsync(node);
        Assert.Contains("shut out", alarm.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_one_from_which_no_certificate_comes_at_all()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, limits => limits["BanRefusals"] = 3);
        for (var i = 0; i < 3; i++)
        {
            using var nobody = new HttpMessageInvoker(PartnerCourier.Handler(null));
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(nobody, node));
        }

        using var right = new HttpMessageInvoker(PartnerCourier.Handler(world.Partner.Keys.Tls));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(right, node));
        await AlarmAsync(node);
    }

    [Fact]
    public async Task So_is_none_from_which_a_trusted_one_has_come()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, limits => limits["BanRefusals"] = 3);
        using var right = new HttpMessageInvoker(PartnerCourier.Handler(world.Partner.Keys.Tls));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await AskAsync(right, node));
        using var foreign = (await world.ForeignPkiAsync()).Tls.Issue("stranger.example");
        using var stranger = new HttpMessageInvoker(PartnerCourier.Handler(foreign));
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(stranger, node));
        }

        using var again = new HttpMessageInvoker(PartnerCourier.Handler(world.Partner.Keys.Tls));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await AskAsync(again, node));
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, limits => limits["MaxConnectionsPerAddress"] = 1);
        using var first = new HttpMessageInvoker(PartnerCourier.Handler(world.Partner.Keys.Tls));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await AskAsync(first, node));
        using var second = new HttpMessageInvoker(PartnerCourier.Handler(world.Partner.Keys.Tls));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(second, node));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await AskAsync(first, node));
    }

    [Fact]
    public async Task A_client_that_asks_too_much_gets_429_with_the_time_to_wait_and_another_is_served()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("ivrig"), settings: settings => settings["Api"]!["Limits"] = new JsonObject { ["ClientRequestsPerMinute"] = 4 }, cancellationToken: Cancelled);
        using var eager = await ApiClient.ConnectAsync(node);
        using var other = await ApiClient.ConnectAsync(node);

        // Asking for the token was the first.
        for (var i = 0; i < 3; i++)
        {
            await eager.GetAsync("/v1/sdk/messages");
        }

        using var answer = await eager.Http.GetAsync("/v1/sdk/messages", Cancelled);
        Assert.Equal((HttpStatusCode)429, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(21));
        Assert.Contains("Too Many Requests", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        await other.GetAsync("/v1/sdk/messages");
    }

    [Fact]
    public async Task An_address_that_tries_tokens_is_shut_out_of_the_api()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("gissad"), settings: settings => settings["Api"]!["Limits"] = new JsonObject { ["BanRefusals"] = 3 }, cancellationToken: Cancelled);
        using var http = new HttpClient { BaseAddress = node.ApiAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "not.a.token");
        for (var i = 0; i < 3; i++)
        {
            using var refused = await http.GetAsync("/v1/sdk/messages", Cancelled);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var shut = await http.GetAsync("/v1/sdk/messages", Cancelled);
        Assert.Equal((HttpStatusCode)429, shut.StatusCode);
        Assert.InRange(shut.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Behind_a_proxy_where_all_have_one_address_it_is_not()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("bakom"), settings: settings => (settings["Api"]!["BehindProxy"], settings["Api"]!["Limits"]) = (true, new JsonObject { ["BanRefusals"] = 3 }), cancellationToken: Cancelled);
        using var http = new HttpClient { BaseAddress = node.ApiAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "not.a.token");
        for (var i = 0; i < 6; i++)
        {
            using var refused = await http.GetAsync("/v1/sdk/messages", Cancelled);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_distribution_is_charged_for_every_receiver()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("spridd"), settings: settings => settings["Api"]!["Limits"] = new JsonObject { ["ClientBytesPerMinute"] = 1_000_000 }, cancellationToken: Cancelled);
        using var one = await ApiClient.ConnectAsync(node);
        await one.SendAsync(ApiMessages.Large(node.Party, world.B.Party));
        await one.GetAsync("/v1/sdk/messages");

        // The same upload, six times on the disk: 1.6 MB.
        using var several = await ApiClient.ConnectAsync(node);
        using var posted = await several.PostAsync(ApiMessages.ToSeveral(ApiMessages.Large(node.Party, world.B.Party), Repeated(world.B.Party, 6)), "/v1/sdk/distributions");
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        using var next = await several.Http.GetAsync("/v1/sdk/messages", Cancelled);
        Assert.Equal((HttpStatusCode)429, next.StatusCode);
        await one.GetAsync("/v1/sdk/messages");
    }

    [Fact]
    public async Task A_distribution_for_which_there_is_no_room_is_refused_before_its_first_copy()
    {
        var world = await federation.WorldAsync();
        var root = Path.GetPathRoot(Path.GetTempPath())!;
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("trangt"), settings: settings => settings["MinFreeBytes"] = new DriveInfo(root).AvailableFreeSpace - 1_400_000_000, cancellationToken: Cancelled);
        using var client = await ApiClient.ConnectAsync(node);
        var large = ApiMessages.Large(node.Party, world.B.Party, 20_000_000);
        using var refused = await client.PostAsync(ApiMessages.ToSeveral(large, Repeated(world.B.Party, 100)), "/v1/sdk/distributions");
        Assert.Contains("no room for what was to be stored", (await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await node.CountOfClientAsync(client.ClientId));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(node.Get<NodeSetup>().DataFolder, "staging"), "*", SearchOption.AllDirectories), file => new FileInfo(file).Length > 1_000_000);

        // One of them has room.
        await client.SendAsync(ApiMessages.Large(node.Party, world.B.Party, 20_000_000));
    }

    // It is raised a moment after the connection is closed.
    private static Task<AlarmRow> AlarmAsync(DemoNode node) =>
        Poll.WaitForAsync("alarm of a limit", async () => (await node.Get<AlarmList>().OpenAsync(Cancelled)).SingleOrDefault(row => row.Kind == AlarmKinds.LimitReached));

    private static DemoParty[] Repeated(DemoParty party, int times) => [.. Enumerable.Repeat(party, times)];

    private static Task<DemoNode> StartAsync(TestWorld world, Action<JsonObject> limit) =>
        world.StartNodeAsync(TestWorld.NewParty("vid-gransen"), environment => limit(environment.Group("Limits")), cancellationToken: Cancelled);

    private static async Task<As4SendOutcome> SendAsync(TestWorld world, NodeAddress to)
    {
        var (_, transfer) = await world.Partner.PrepareMessageAsync(to);
        return await world.Partner.Courier.PostAsync(transfer);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpMessageInvoker http, DemoNode node)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node.Address, "/as4"));
        using var answer = await http.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }
}
