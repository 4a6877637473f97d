using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Audit;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Ui;

/// <summary>The sign-in at a certified OpenID provider (oidc-provider), with a browser.</summary>
public sealed class OrganisationSignInTests(FederationFixture federation, ConsoleBrowser browser, PkiFixture pki)
{
    private const string Level = "http://id.sambi.se/loa/loa3";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_of_the_organisation_sign_in_and_may_do_what_their_groups_may()
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        using var provider = await NodeJsServer.StartAsync("oidc-provider", Provider(port));
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("inloggad"), settings: settings => settings["Console"] = Console(port, provider.Greeting, ((string?)settings["Participants"]![0]!["FunctionalAddresses"]![0])!), cancellationToken: Cancelled);
        var pages = new Uri($"http://localhost:{port}/");

        // A case worker.
        await using (var anna = await browser.OpenAsync(pages))
        {
            await anna.FollowAsync("Logga in med organisationens inloggning");
            await anna.FollowAsync("Anna Andersson");
            await anna.SeesAsync("Att registrera");
            Assert.Equal("Anna Andersson", await anna.Page.Locator(".who").InnerTextAsync());
            Assert.Equal(0, await anna.Page.GetByText("Noden", new() { Exact = true }).CountAsync());
            var cookies = await anna.Page.Context.CookiesAsync();
            Assert.All(cookies.Where(cookie => cookie.Name.StartsWith("sdknode", StringComparison.Ordinal)), cookie => Assert.True(cookie.HttpOnly && cookie.SameSite != Microsoft.Playwright.SameSiteAttribute.None));

            // Made-up people have no door here.
            Assert.Equal(404, (await anna.Page.GotoAsync("/sign-in/made-up"))!.Status);
            await anna.Page.GotoAsync("/");
            await anna.PressAsync("Logga ut");
            await anna.SeesAsync("Du är utloggad");
            await anna.FollowAsync("Logga ut där också");
            await anna.PressAsync("Yes");
            await anna.SeesAsync("Du är utloggad");
            Assert.Equal(0, await anna.Page.GetByText("Logga ut där också").CountAsync());
            await anna.Page.GotoAsync("/");
            await anna.SeesAsync("Logga in med organisationens inloggning");
        }

        // An administrator of another group; somebody of none; somebody who has not signed in strongly enough.
        await using (var maria = await browser.OpenAsync(pages))
        {
            await maria.FollowAsync("Logga in med organisationens inloggning");
            await maria.FollowAsync("Maria Berg");
            await maria.FollowAsync("Noden");
            await maria.SeesAsync("Nodens läge");
        }

        await using (var olle = await browser.OpenAsync(pages))
        {
            await olle.FollowAsync("Logga in med organisationens inloggning");
            await olle.FollowAsync("Olle Ny");
            await olle.SeesAsync("Du har ingen funktionsbrevlåda.");
            await olle.Page.GotoAsync("/admin");
            await olle.SeesAsync("Du har inte rätt att se detta");
        }

        await using (var svag = await browser.OpenAsync(pages))
        {
            await svag.FollowAsync("Logga in med organisationens inloggning");
            await svag.FollowAsync("Sven Svag");
            await svag.SeesAsync("Inloggningen är inte stark nog");
        }

        await using var db = node.Get<SdkNode.Node.Store.OpenedStore>().Open();
        var log = await db.SecurityLog.Where(row => row.Event == SecurityLog.SignedIn || row.Event == SecurityLog.AccessDenied).OrderBy(row => row.Id).ToListAsync(Cancelled);
        Assert.Equal(["Anna Andersson (anna)", "Maria Berg (maria)", "Olle Ny (olle)", "svag"], log.Select(row => row.Actor));
        Assert.Contains("level of assurance", log[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_answer_of_the_provider_signs_nobody_in()
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        using var provider = await NodeJsServer.StartAsync("oidc-provider", Provider(port));
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("lurad"), settings: settings => settings["Console"] = Console(port, provider.Greeting, "*"), cancellationToken: Cancelled);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://localhost:{port}/") };
        foreach (var query in new[] { "", "?code=x", "?code=x&state=y", "?error=access_denied&state=y", "?code=%00&state=%00" })
        {
            using var answer = await http.GetAsync($"/sign-in/callback{query}", Cancelled);
            Assert.Equal((HttpStatusCode.Found, "/sign-in/failed"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
            Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith("sdknode-", StringComparison.Ordinal) && !cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_provider_that_is_down_or_does_not_know_the_node_is_told_in_words(bool isDown)
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        using var provider = await NodeJsServer.StartAsync("oidc-provider", Provider(port));
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("okand"), settings: settings =>
        {
            settings["Console"] = Console(port, isDown ? $"http://127.0.0.1:{Ports.Take()}" : provider.Greeting, "*");
            settings["Console"]!["SignIn"]!["ClientId"] = "somebody else";
        }, cancellationToken: Cancelled);
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/") };
        var page = await http.GetStringAsync(new Uri("/sign-in?handler=go", UriKind.Relative), Cancelled);
        Assert.Contains("Organisationens inloggning svarar inte", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_settings_is_told_all_at_once()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["Console"] = new JsonObject
        {
            ["Listen"] = new JsonObject { ["Address"] = "0.0.0.0", ["Port"] = ((IPEndPoint)taken.LocalEndpoint).Port },
            ["PublicAddress"] = "http://sdk.example/console",
            ["SignIn"] = new JsonObject { ["Issuer"] = "http://login.example", ["Idle"] = "00:00:10" },
            ["Roles"] = new JsonArray(new JsonObject { ["Role"] = "Chef", ["Claim"] = "groups", ["Value"] = "x" }, new JsonObject { ["Role"] = "Registrar", ["Claim"] = "groups" }, new JsonObject { ["Role"] = "Auditor", ["Claim"] = "g", ["Value"] = "v", ["Addresses"] = new JsonArray("*"), ["Environment"] = "mars" }),
            ["MadeUpPeople"] = new JsonArray(new JsonObject { ["Id"] = "x" }),
        });
        Assert.Equal(
            ["Console:Listen:Port", "Console:MadeUpPeople", "Console:PublicAddress", "Console:Roles:0:Role", "Console:Roles:1:Addresses", "Console:Roles:1:Claim", "Console:Roles:2:Addresses", "Console:Roles:2:Environment", "Console:SignIn:ClientId", "Console:SignIn:Idle", "Console:SignIn:Issuer", "Console:Tls"],
            (await test.StartAsync()).Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    private static JsonObject Provider(int port) => new()
    {
        ["web"] = new JsonObject { ["client_id"] = "sdknode", ["client_secret"] = "a secret of forty characters, or thereabouts", ["redirect_uris"] = new JsonArray($"http://localhost:{port}/sign-in/callback"), ["post_logout_redirect_uris"] = new JsonArray($"http://localhost:{port}/sign-out/callback") },
        ["people"] = new JsonObject
        {
            ["anna"] = Person("Anna Andersson", Level, "SDK-registratur"),
            ["maria"] = Person("Maria Berg", Level, "SDK-admin", "annat"),
            ["olle"] = Person("Olle Ny", Level, "annat"),
            ["svag"] = Person("Sven Svag", "http://id.sambi.se/loa/loa1", "SDK-admin"),
        },
    };

    private static JsonObject Person(string name, string level, params string[] groups) => new() { ["name"] = name, ["acr"] = level, ["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]) };

    private static JsonObject Console(int port, string issuer, string address) => new()
    {
        ["Listen"] = new JsonObject { ["Port"] = port },
        ["SignIn"] = new JsonObject { ["Issuer"] = issuer, ["ClientId"] = "sdknode", ["ClientSecret"] = "a secret of forty characters, or thereabouts", ["Levels"] = new JsonArray(Level) },
        ["Roles"] = new JsonArray(
            new JsonObject { ["Claim"] = "groups", ["Value"] = "SDK-registratur", ["Role"] = "Registrar", ["Addresses"] = new JsonArray(address) },
            new JsonObject { ["Claim"] = "groups", ["Value"] = "SDK-admin", ["Role"] = "Administrator" }),
    };
}
