using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Ui;

/// <summary>What a message may hold to harm whoever reads it: shown, and harmless. A script that ran would complain, open a dialog or ask another host (Visitor).</summary>
public sealed class HostileContentTests(FederationFixture federation, ConsoleBrowser browser)
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private static readonly string[] s_texts =
    [
        Script,
        "[click](javascript:alert(3)) ![x](http://192.0.2.1/x.png) <http://192.0.2.1/> <a href=\"javascript:alert(4)\">a</a>",
        "```html\n<script>alert(5)</script>\n```\n\n    <b>code</b>\n\n<details open ontoggle=alert(6)>",
        "# Rubrik <svg onload=alert(7)>\n\n**fet <i>x</i>** *kursiv*\n\n- <b>punkt</b>\n\n[ref]: javascript:alert(8)\n[ref]",
        "&lt;script&gt; &#60;script&#62; \\<script>",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_shown_and_does_nothing()
    {
        var world = await federation.WorldAsync();
        var unique = $"{Guid.NewGuid():N}"[..10];
        var subject = $"{unique} \u202Efdp.exe {Script} Кristinehamn";
        using var client = await ApiClient.ConnectAsync(world.A);
        await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party, message =>
        {
            message["label"] = subject;
            message["senderAttention"]!["attentionPerson"] = new JsonArray(new JsonObject { ["root"] = "1.2.752.29.6.2.1", ["extension"] = "x", ["label"] = Script + new string('å', 200) });
            message["senderAttention"]!["referenceId"]![0]!["extension"] = $"\"><script>alert(9)</script>{new string('1', 200)}";
            var document = message["digitalDocument"]![0]!;
            document["documentName"] = Script;
            document["contentTextBody"] = new JsonArray([.. s_texts.Select(text => (JsonNode)text)]);
            document["contentFiles"] = new JsonArray(
                File("a.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(10)\"><script>alert(11)</script></svg>"),
                File("b.html", "text/html", "<script>alert(12)</script>"),
                File("../../c\u202Egnp.exe", "image/png", "<script>alert(13)</script>"),
                File("d\".pdf", "application/pdf; x=\"<script>\"", "%PDF-1.4 <script>alert(14)</script>"),
                File(new string('e', 400) + ".xhtml", "application/xhtml+xml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(15)</script></html>"));
        }));

        await using var lars = await (await browser.OpenAsync(world.B.ConsoleAddress)).AsAsync("Lars Holm");
        await lars.FollowAsync("Vårdcentralen Kristinehamn");
        await lars.Page.GotoAsync($"{lars.Page.Url}?q={unique}");
        await lars.FindsAsync(unique);
        await lars.FollowAsync(unique);
        Assert.Equal(subject, await lars.Page.Locator("h1 bdi").InnerTextAsync());
        foreach (var text in new[] { Script, "[click](javascript:alert(3))", "<a href=\"javascript:alert(4)\">a</a>", "<details open ontoggle=alert(6)>", "<svg onload=alert(7)>" })
        {
            await lars.SeesAsync(text);
        }

        Assert.Equal(0, await lars.Page.Locator(".text a, .text img, .text script, .text svg, .text details, .text code").CountAsync());
        Assert.Equal(["fet <i>x</i>"], await lars.Page.Locator(".text strong").AllInnerTextsAsync());
        Assert.True(await lars.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth + 1"));
        Assert.True((await lars.Page.InnerTextAsync("main")).Length < 20_000);
        await FilesAsync(lars);
    }

    private static async Task FilesAsync(Visitor lars)
    {
        var message = new Uri(lars.Page.Url).AbsolutePath;
        for (var number = 0; number < 5; number++)
        {
            foreach (var query in new[] { "", "?show=true" })
            {
                var answer = await lars.Page.APIRequest.GetAsync($"{message}/file/{number}{query}");
                Assert.Equal((int)HttpStatusCode.OK, answer.Status);
                var isShown = query.Length > 0 && number is 2 or 3 && query.Length > 0;
                Assert.Equal(isShown ? number == 2 ? "image/png" : "application/pdf" : "application/octet-stream", answer.Headers["content-type"]);
                Assert.StartsWith(isShown ? "inline" : "attachment", answer.Headers["content-disposition"], StringComparison.Ordinal);
                Assert.Contains("default-src 'none'", answer.Headers["content-security-policy"], StringComparison.Ordinal);
                Assert.DoesNotContain("script-src", answer.Headers["content-security-policy"], StringComparison.Ordinal);
                Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
                Assert.DoesNotContain("..", answer.Headers["content-disposition"], StringComparison.Ordinal);
                Assert.DoesNotContain("%E2%80%AE", answer.Headers["content-disposition"], StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal((int)HttpStatusCode.NotFound, (await lars.Page.APIRequest.GetAsync($"{message}/file/5")).Status);

        // Opened in a window of its own the picture that is a page is a broken picture.
        await lars.Page.GotoAsync($"{message}/file/2?show=true");
        Assert.Equal(0, await lars.Page.Locator("script").CountAsync());
    }

    private static JsonObject File(string name, string type, string content) => ApiMessages.File(name, type, Encoding.UTF8.GetBytes(content));
}
