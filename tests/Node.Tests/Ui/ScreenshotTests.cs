using SdkNode.Node.Demo;

namespace SdkNode.Node.Tests.Ui;

/// <summary>The demo as a new user sees it; <c>WRITE_SCREENSHOTS=1</c> writes the pictures of the README (docs/images).</summary>
public sealed class ScreenshotTests(ConsoleBrowser browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_has_lively_mailboxes()
    {
        await using var run = await DemoRun.StartAsync(outFolder: null, new DemoScreen(TextWriter.Null), Cancelled);
        await new DemoInbox(run).FillAsync(Cancelled);
        await using var karin = await (await browser.OpenAsync(run.A.ConsoleAddress, width: 1100)).AsAsync("Karin Lind");
        await karin.SeesAsync("Barn- och familjeenheten");
        Assert.Equal(7, await karin.Page.Locator(".card").CountAsync());
        await karin.FollowAsync("Elevhälsan");
        await karin.FollowAsync("Återkoppling efter utredning");
        await karin.SeesAsync("sammanfattning.pdf");
        await karin.Page.GotoAsync("/");
        await karin.FollowAsync("Registratur");
        await karin.SeesAsync("Remiss: regional handlingsplan för psykisk hälsa");
        await TakeAsync(karin, "mailbox");
        await karin.FollowAsync("Begäran om yttrande i ett ärende");
        await karin.SeesAsync("Skickat internt till socialförvaltningen");
        await TakeAsync(karin, "message");
        await karin.PressAsync("Svara");
        await karin.Page.GetByLabel("Meddelande", new() { Exact = true }).FillAsync("Hej!\n\nKommunens yttrande bifogas.");
        await TakeAsync(karin, "answer");
    }

    private static async Task TakeAsync(Visitor visitor, string name)
    {
        var picture = await visitor.Page.ScreenshotAsync(new() { FullPage = false });
        if (Environment.GetEnvironmentVariable("WRITE_SCREENSHOTS") == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(SharedFiles.RepositoryRoot, "docs", "images")).FullName;
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), picture, Cancelled);
        }
    }
}
