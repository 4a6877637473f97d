using System.Net;
using System.Text.RegularExpressions;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

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

    private static HttpClient Browser(DemoNode node) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = node.ConsoleAddress };

    private static async Task<HttpClient> AsAsync(DemoNode node, string id)
    {
        var http = Browser(node);
        using var answer = await PostAsync(http, "/sign-in/made-up", "/sign-in/made-up", new KeyValuePair<string, string>("id", id));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return http;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string page, string path, params KeyValuePair<string, string>[] fields)
    {
        var token = Token().Match(await http.GetStringAsync(new Uri(page, UriKind.Relative), Cancelled)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new KeyValuePair<string, string>("form-token", token), .. fields]);
        return await http.PostAsync(path, form, Cancelled);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, Cancelled);
        return answer.StatusCode;
    }

    [GeneratedRegex("href=\"/m/([0-9a-f]{12})\"")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
