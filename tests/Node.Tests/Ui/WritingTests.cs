using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SdkNode.Node.Demo;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Ui.Mailbox;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Tests.Ui;

/// <summary>The comforts of a browser with scripts while somebody writes: drafts save themselves, files come with progress, nothing typed is lost.</summary>
public sealed class WritingTests(FederationFixture federation, ConsoleBrowser browser)
{
    [Fact]
    public async Task What_is_typed_is_saved_by_itself_and_the_buttons_go_on_from_there()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        await page.Locator("#subject").FillAsync("Sparas av sig självt");
        await page.Locator("#text").FillAsync("Första meningen.");
        await SavedAsync(page);
        var first = await page.Locator("[name=version]").InputValueAsync();
        await page.Locator("#text").FillAsync("Första meningen. Andra meningen.");
        await Poll.WaitForAsync("another saving", async () => await page.Locator("[name=version]").InputValueAsync() != first);

        // In another window it stands as it was typed; there it is changed.
        await using var elsewhere = new Visitor(page.Context, await page.Context.NewPageAsync());
        await elsewhere.Page.GotoAsync(page.Url);
        Assert.Equal("Första meningen. Andra meningen.", await elsewhere.Page.Locator("#text").InputValueAsync());
        await elsewhere.PressAsync("Spara utkast");
        await elsewhere.SeesAsync("Utkastet är sparat.");

        // Here it is not saved over that, and the button says so and keeps what was typed.
        await page.Locator("#text").FillAsync("Tredje meningen.");
        await karin.PressAsync("Spara utkast");
        await karin.SeesAsync("i ett annat fönster");
        Assert.Equal("Tredje meningen.", await page.Locator("#text").InputValueAsync());
    }

    [Fact]
    public async Task Files_that_are_not_taken_are_told_without_losing_what_was_typed_and_another_is_taken()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        await page.Locator("#text").FillAsync("Se bilagan.");
        await page.Locator("#files").SetInputFilesAsync(Enumerable.Range(0, 51).Select(number => new FilePayload { Name = $"{number}.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 påhittad"u8.ToArray() }));
        await karin.PressAsync("Ladda upp");
        await karin.SeesAsync("Högst 50 filer får plats i ett meddelande.");
        Assert.Equal("Se bilagan.", await page.Locator("#text").InputValueAsync());
        await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "bilaga.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 påhittad"u8.ToArray() });
        await karin.PressAsync("Ladda upp");
        await karin.SeesAsync("Filerna är uppladdade.");
        Assert.Equal(["bilaga.pdf"], await page.Locator(".files .name").AllInnerTextsAsync());
        Assert.Equal("Se bilagan.", await page.Locator("#text").InputValueAsync());
    }

    [Fact]
    public async Task What_is_sent_with_a_file_and_without_a_subject_shows_the_file_that_it_has()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "bilaga.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 påhittad"u8.ToArray() });
        await karin.PressAsync("Skicka");
        await karin.SeesAsync("Skriv en rubrik.");
        Assert.Equal(["bilaga.pdf"], await page.Locator(".files .name").AllInnerTextsAsync());
        await karin.PressAsync("Ta bort bilaga.pdf");
        await karin.SeesAsync("Filen är borttagen.");
        Assert.Equal(0, await page.Locator(".files .name").CountAsync());
    }

    [Fact]
    public async Task Whoever_is_signed_out_meanwhile_loses_nothing_signs_in_in_another_window_and_goes_on()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await page.Context.AddCookiesAsync(cookies.Where(cookie => cookie.Name.Contains("form", StringComparison.Ordinal)).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));
        await page.Locator("#text").FillAsync("Skrivet efter utloggningen.");
        await karin.PressAsync("Skicka");
        await karin.SeesAsync("Du är utloggad.");
        Assert.Contains("/write/", page.Url, StringComparison.Ordinal);
        Assert.Equal("Skrivet efter utloggningen.", await page.Locator("#text").InputValueAsync());

        var elsewhere = await page.Context.RunAndWaitForPageAsync(() => karin.FollowAsync("Logga in i ett nytt fönster"));
        await using var other = new Visitor(page.Context, elsewhere);
        await other.AsAsync("Karin Lind");
        await karin.PressAsync("Spara utkast");
        await karin.SeesAsync("Utkastet är sparat.");
        Assert.Equal("Skrivet efter utloggningen.", await page.Locator("#text").InputValueAsync());
    }

    [Fact]
    public async Task A_button_saves_first_and_where_the_node_is_away_the_text_stays()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        await page.Context.RouteAsync("**/write/*", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        karin.ExpectsFaults = true;
        await page.Locator("#text").FillAsync("Skrivet medan noden var borta.");
        await karin.PressAsync("Spara utkast");
        await karin.SeesAsync("Utkastet går inte att spara just nu.");
        Assert.Equal("Skrivet medan noden var borta.", await page.Locator("#text").InputValueAsync());
        await page.Context.UnrouteAllAsync();
        await karin.PressAsync("Spara utkast");
        await karin.SeesAsync("Utkastet är sparat.");
        Assert.Equal("Skrivet medan noden var borta.", await page.Locator("#text").InputValueAsync());
    }

    [Fact]
    public async Task What_was_just_typed_is_saved_when_a_link_is_followed_at_once()
    {
        await using var karin = await BeginAsync();
        var (page, draft) = (karin.Page, karin.Page.Url);
        await page.Locator("#text").FillAsync("Nyss skrivet.");
        await karin.FollowAsync("← Registratur");
        await karin.SeesAsync("Skriv nytt meddelande");
        await Poll.WaitForAsync("what was typed", async () =>
        {
            await page.GotoAsync(draft);
            return await page.Locator("#text").InputValueAsync() == "Nyss skrivet.";
        });
    }

    [Fact]
    public async Task A_draft_that_is_discarded_elsewhere_is_told_to_be_gone_and_the_text_stays()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        await using var elsewhere = new Visitor(page.Context, await page.Context.NewPageAsync());
        await elsewhere.Page.GotoAsync(page.Url);
        await elsewhere.PressAsync("Kasta utkastet");
        await elsewhere.SeesAsync("Utkastet är kastat.");
        await page.Locator("#text").FillAsync("Skrivet för sent.");
        await karin.PressAsync("Skicka");
        await karin.SeesAsync("Utkastet finns inte kvar, eller går inte att spara härifrån.");
        Assert.Equal("Skrivet för sent.", await page.Locator("#text").InputValueAsync());
    }

    [Fact]
    public async Task A_preview_with_another_file_is_a_new_page_each_time()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        await page.Locator("#text").FillAsync("**Fet**");
        for (var number = 1; number <= 2; number++)
        {
            await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = $"{number}.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 påhittad"u8.ToArray() });
            await karin.PressAsync("Förhandsgranska");
            await page.Locator(".files .name").GetByText($"{number}.pdf").WaitForAsync();
            Assert.Equal("Fet", await page.Locator(".preview-text strong").InnerTextAsync());
        }

        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = "Skicka" }).IsEnabledAsync());
    }

    [Fact]
    public async Task Where_there_is_no_room_for_files_the_text_is_kept_and_said_to_be()
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("trangt"), settings: settings =>
        {
            settings["Console"] = DemoPeople.Settings(DemoParty.RegionVarmland, port);
            settings["Console"]!["Roles"]![0]!["Addresses"] = new JsonArray("*");
            settings["MinFreeBytes"] = long.MaxValue / 2;
        }, cancellationToken: TestContext.Current.CancellationToken);
        await using var lars = await (await browser.OpenAsync(new Uri($"http://localhost:{port}/"))).AsAsync("Lars Holm");
        await lars.Page.Locator(".card a").First.ClickAsync();
        await lars.PressAsync("Skriv nytt meddelande");
        await lars.ArrivesAsync("/write/");
        await lars.Page.Locator("#text").FillAsync("Det som skrevs.");
        await lars.Page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "bilaga.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 påhittad"u8.ToArray() });
        await lars.PressAsync("Ladda upp");
        await lars.SeesAsync("Noden har inte plats för fler filer just nu. Texten är sparad");
        await lars.Page.ReloadAsync();
        Assert.Equal("Det som skrevs.", await lars.Page.Locator("#text").InputValueAsync());
        Assert.Equal(0, await lars.Page.Locator(".files .name").CountAsync());
    }

    [Fact]
    public async Task A_receiver_who_is_added_after_a_crash_does_not_pass_for_one_who_has_the_message()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var world = await federation.WorldAsync();
        var from = Assert.Single(world.A.Get<OwnMailboxes>().Of(new StaffMember("crash", "crash", [new("", "", StaffRole.Registrar, null, null, [world.A.Party.Function])])));
        var (drafts, sending) = (world.A.Get<Drafts>(), world.A.Get<DraftSending>());
        var first = new DraftReceiver(world.B.Party.Participant, world.B.Party.Function, "Region", "Vårdcentral");
        var id = (await drafts.BeginAsync(from.Name, "crash", new DraftBody { Receivers = [first], Subject = "En gång", Confidential = false, Text = "Hej" }, cancelled))!.Value;
        var draft = (await drafts.FindAsync(from.Name, "crash", id, cancelled))!;
        Assert.Single((await sending.SendAsync(from, draft, "crash", null, cancelled)).Value!.Accepted);

        // As after a crash before the draft was removed: pressed again it was sent; with a receiver more it is told who has it.
        var again = (await sending.SendAsync(from, draft, "crash", null, cancelled)).Value!;
        Assert.Empty(again.Accepted);
        Assert.Empty(again.Had);
        var more = draft with { Body = draft.Body with { Receivers = [.. draft.Body.Receivers, new DraftReceiver(world.B.Party.Participant, world.B.Party.Function, "Region", "En till")] } };
        var told = (await sending.SendAsync(from, more, "crash", null, cancelled)).Value!;
        Assert.Empty(told.Accepted);
        Assert.Equal("Vårdcentral", Assert.Single(told.Had).Function);
    }

    [Fact]
    public async Task A_draft_that_is_damaged_is_said_to_be_and_can_be_discarded()
    {
        await using var karin = await BeginAsync();
        var page = karin.Page;
        var id = Guid.Parse(page.Url[(page.Url.LastIndexOf('/') + 1)..]);
        await using (var db = (await federation.WorldAsync()).A.Get<Func<NodeDb>>()())
        {
            var row = await db.Drafts.SingleAsync(draft => draft.Id == id, TestContext.Current.CancellationToken);
            row.Body = [.. row.Body.SkipLast(1), (byte)(row.Body[^1] ^ 1)];
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(404, (await page.ReloadAsync())!.Status);
        await page.GotoAsync(new Uri(new Uri(page.Url), "../drafts").ToString());
        var damaged = page.Locator("ul.drafts li", new() { HasText = "Utkastet går inte att öppna." });
        await damaged.GetByRole(AriaRole.Button).ClickAsync();
        await karin.SeesAsync("Utkastet är kastat.");
        await page.GotoAsync(new Uri(new Uri(page.Url), page.Url.Split('?')[0] + "/drafts").ToString());
        Assert.Equal(0, await damaged.CountAsync());
    }

    private async Task<Visitor> BeginAsync()
    {
        var world = await federation.WorldAsync();
        var karin = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Karin Lind");
        await karin.FollowAsync("Registratur");
        await karin.PressAsync("Skriv nytt meddelande");
        await karin.ArrivesAsync("/write/");
        return karin;
    }

    private static Task SavedAsync(IPage page) => page.Locator("#saved").GetByText("Utkastet sparades").WaitForAsync();
}
