using System.Net;
using System.Text.RegularExpressions;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using static SdkNode.Node.Tests.Ui.ConsoleHttp;

namespace SdkNode.Node.Tests.Ui;

/// <summary>What those see whose business it is not: nothing.</summary>
public sealed partial class StrangerTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_sees_a_page_without_signing_in()
    {
        var world = await federation.WorldAsync();
        using var http = Browser(world.B);
        foreach (var path in new[] { "/", "/m/x", "/m/x/write", $"/m/x/message/{Guid.NewGuid()}/file/0", $"/m/x/message/{Guid.NewGuid()}/archive", "/admin", "/admin/messages", "/admin/lookup", "/no-access" })
        {
            using var answer = await http.GetAsync(path, Cancelled);
            Assert.True(answer.StatusCode == HttpStatusCode.Found, $"{path}: {answer.StatusCode}");
            Assert.StartsWith("/sign-in?to=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_colleague_of_another_function_finds_nothing_of_a_message()
    {
        var world = await federation.WorldAsync();
        var sent = await world.B.SendAsync(world.A.Party);
        var arrived = await world.A.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        using var karin = await AsAsync(world.A, "karin.lind");
        using var eva = await AsAsync(world.A, "eva.strom");
        var key = Key().Match(await karin.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled)).Groups[1].Value;
        var keys = Key().Matches(await karin.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled)).Select(match => match.Groups[1].Value).Distinct().ToList();
        var own = Key().Match(await eva.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled)).Groups[1].Value;
        Assert.Equal(7, keys.Count);
        Assert.Equal(key, keys[0]);
        Assert.Contains(own, keys);
        string[] paths = ["", $"/message/{arrived.Id}", $"/message/{arrived.Id}/file/0", $"/message/{arrived.Id}/archive", "/drafts", "/sent"];
        foreach (var path in paths)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(karin, $"/m/{key}{path}"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(eva, $"/m/{key}{path}"));
        }

        // Nor through the door of the own mailbox.
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(eva, $"/m/{own}/message/{arrived.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(eva, $"/m/{own}/message/{arrived.Id}/file/0"));

        // Whoever looks after the node reads no message, whoever reads messages does not look after the node.
        using var maria = await AsAsync(world.A, "maria.berg");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(maria, $"/m/{key}/message/{arrived.Id}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(maria, $"/admin/messages/{arrived.Id}"));
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(karin, $"/admin/messages/{arrived.Id}"));
    }

    [Fact]
    public async Task A_draft_is_its_authors_alone()
    {
        var world = await federation.WorldAsync();
        using var sara = await AsAsync(world.B, "sara.nyberg");
        using var lars = await AsAsync(world.B, "lars.holm");
        var key = Key().Match(await sara.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled)).Groups[1].Value;
        using var begun = await PostAsync(sara, $"/m/{key}", $"/m/{key}/write");
        var draft = begun.Headers.Location!.OriginalString;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sara, draft));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(lars, $"/m/{key}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(lars, draft));
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        var arrived = await world.B.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        using var lars = await AsAsync(world.B, "lars.holm");
        var key = Key().Match(await lars.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled)).Groups[1].Value;
        foreach (var path in new[] { $"/m/{key}/write", $"/m/{key}/message/{arrived.Id}?handler=Take", $"/m/{key}/message/{arrived.Id}?handler=Remove", "/sign-out" })
        {
            using var form = new FormUrlEncodedContent([new("sure", "true")]);
            using var answer = await lars.PostAsync(path, form, Cancelled);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        // Nor with files, which are not even stored.
        using var begun = await PostAsync(lars, $"/m/{key}", $"/m/{key}/write");
        using var multipart = new MultipartFormDataContent { { new ByteArrayContent(new byte[100_000]), "files", "x.pdf" }, { new StringContent("send"), "do" } };
        using var refused = await lars.PostAsync(begun.Headers.Location, multipart, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(MessageStatus.New, (await world.B.FindIncomingAsync(sent.XheId))!.Status);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_pages_work_and_cookies_are_for_TLS_alone()
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("proxad"), settings: settings =>
        {
            settings["Console"] = DemoPeople.Settings(DemoParty.Kristinehamn, port);
            (settings["Console"]!["BehindProxy"], settings["Console"]!["PublicAddress"]) = (true, "https://sdk.kristinehamn.example");
        }, cancellationToken: Cancelled);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri($"http://localhost:{port}/") };
        using var door = await http.GetAsync("/sign-in/made-up", Cancelled);
        var page = await door.Content.ReadAsStringAsync(Cancelled);
        var form = Assert.Single(door.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^__Host-sdknode-form=.*; path=/; secure; samesite=lax; httponly$", form);
        Assert.Equal("max-age=31536000", Assert.Single(door.Headers.GetValues("Strict-Transport-Security")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/made-up") { Content = new FormUrlEncodedContent([new("form-token", Token().Match(page).Groups[1].Value), new("id", "maria.berg")]) };
        request.Headers.Add("Cookie", form.Split(';')[0]);
        using var signedIn = await http.SendAsync(request, Cancelled);
        var session = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-sdknode=", StringComparison.Ordinal));
        Assert.Contains("; secure; samesite=lax; httponly", session, StringComparison.Ordinal);
        using var inside = new HttpRequestMessage(HttpMethod.Get, "/admin");
        inside.Headers.Add("Cookie", session.Split(';')[0]);
        using var answer = await http.SendAsync(inside, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Nodens läge", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);

        // Nothing of the API is served here: not by way of a sign-in that it shares the host with either.
        foreach (var path in new[] { "/oauth/token", "/oauth/jwks", "/.well-known/openid-configuration" })
        {
            using var none = await http.GetAsync(path, Cancelled);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    [Fact]
    public async Task A_second_click_sends_nothing_a_second_time_and_what_was_typed_stays_when_something_is_wrong()
    {
        var world = await federation.WorldAsync();
        using var sara = await AsAsync(world.B, "sara.nyberg");
        var key = Key().Match(await sara.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled)).Groups[1].Value;
        using var begun = await PostAsync(sara, $"/m/{key}", $"/m/{key}/write");
        var draft = begun.Headers.Location!.OriginalString;
        var subject = $"En gång {Guid.NewGuid():N}"[..24];
        var to = world.B.Get<SdkNode.Node.AddressBook.AddressBooks>().Find("demo").FindAddresses(world.A.Party.Function)[0].Address.Id;
        using var chosen = await WriteAsync(sara, draft, 1, $"add-{to}", subject);
        Assert.Equal($"{draft}?done=add", chosen.Headers.Location?.OriginalString);

        // Too large: said, and the text is kept.
        var large = await WriteAsync(sara, draft, 3, "attach", subject + "!", file: new byte[24_000_000]);
        var told = await large.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("Filerna är för stora", told, StringComparison.Ordinal);
        Assert.Contains($"value=\"{subject}!\"", told, StringComparison.Ordinal);

        // An old window: said, and what stands there is still there.
        var old = await WriteAsync(sara, draft, 1, "save", "Ur det gamla fönstret");
        told = await old.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("i ett annat fönster", told, StringComparison.Ordinal);
        Assert.Contains("value=\"Ur det gamla fönstret\"", told, StringComparison.Ordinal);

        var version = Version().Match(await sara.GetStringAsync(new Uri(draft, UriKind.Relative), Cancelled)).Groups[1].Value;
        var clicks = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WriteAsync(sara, draft, int.Parse(version, System.Globalization.CultureInfo.InvariantCulture), "send", subject)));
        Assert.Contains(clicks, click => click.Headers.Location?.OriginalString.EndsWith("?done=sent", StringComparison.Ordinal) == true);
        var sent = await sara.GetStringAsync(new Uri($"/m/{key}/sent?q={Uri.EscapeDataString(subject)}", UriKind.Relative), Cancelled);
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(sent, $"<bdi>{subject}</bdi>"));
    }

    [Fact]
    public async Task The_rights_count_as_the_settings_are_and_the_language_is_the_browsers()
    {
        var world = await federation.WorldAsync();
        using var http = Browser(world.B);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en;q=0.8");
        Assert.Contains("Who do you want to be?", await http.GetStringAsync(new Uri("/sign-in/made-up", UriKind.Relative), Cancelled), StringComparison.Ordinal);
        http.DefaultRequestHeaders.AcceptLanguage.Clear();
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,sv;q=0.9,en;q=0.8");
        Assert.Contains("Who do you want to be?", await http.GetStringAsync(new Uri("/sign-in/made-up", UriKind.Relative), Cancelled), StringComparison.Ordinal);
        http.DefaultRequestHeaders.AcceptLanguage.Clear();
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de,fr;q=0.5");
        Assert.Contains("Vem vill du vara?", await http.GetStringAsync(new Uri("/sign-in/made-up", UriKind.Relative), Cancelled), StringComparison.Ordinal);
        using var chosen = await http.GetAsync("/language/en?to=//evil.example", Cancelled);
        Assert.Equal("/", chosen.Headers.Location!.OriginalString);
        Assert.Contains("Who do you want to be?", await http.GetStringAsync(new Uri("/sign-in/made-up", UriKind.Relative), Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_forbids_what_no_page_needs()
    {
        var world = await federation.WorldAsync();
        using var http = Browser(world.B);
        foreach (var path in new[] { "/sign-in/made-up", "/", "/no-such-page", "/assets/x/console.css" })
        {
            using var answer = await http.GetAsync(path, Cancelled);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    private static async Task<HttpResponseMessage> WriteAsync(HttpClient http, string draft, int version, string button, string subject, byte[]? file = null)
    {
        var token = Token().Match(await http.GetStringAsync(new Uri(draft, UriKind.Relative), Cancelled)).Groups[1].Value;
        var form = new MultipartFormDataContent
        {
            { new StringContent(token), "form-token" }, { new StringContent($"{version}"), "version" }, { new StringContent(subject), "subject" }, { new StringContent("true"), "confidential" }, { new StringContent("Hej"), "text" },
        };
        if (file is not null)
        {
            form.Add(new ByteArrayContent(file), "files", "stor.pdf");
        }

        form.Add(new StringContent(button), "do");
        return await http.PostAsync(draft, form, Cancelled);
    }

    [GeneratedRegex("name=\"version\" value=\"([0-9]+)\"")]
    private static partial Regex Version();
}
