using Microsoft.Playwright;
using PdfSharp.Pdf.IO;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Ui;

/// <summary>A day of the people whom the pages are for, in a real browser, with two nodes.</summary>
public sealed class DayTests(FederationFixture federation, ConsoleBrowser browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registrar_writes_with_a_PDF_and_the_region_reads_registers_and_answers()
    {
        var world = await federation.WorldAsync();
        var subject = $"Begäran om journalkopior {Guid.NewGuid():N}"[..40];
        await using var karin = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Karin Lind");
        await WriteByKeyboardAsync(karin, subject);
        await karin.SeesAsync("Meddelandet är på väg.");

        await using var lars = await (await browser.OpenAsync(world.B.ConsoleAddress)).AsAsync("Lars Holm");
        await lars.FollowAsync("Vårdcentralen Kristinehamn");
        var list = lars.Page.Url;
        await lars.Page.GotoAsync($"{list}?q={Uri.EscapeDataString(subject)}");
        await lars.FindsAsync(subject);
        await lars.FollowAsync(subject);
        Assert.Equal("Sekretess", await lars.Page.Locator(".badge.secret").InnerTextAsync());
        Assert.Equal("Kristinehamns kommun, Registratur", await Fact(lars, "Från"));
        Assert.Equal("SN 2026/99", await Fact(lars, "Avsändarens referenser"));
        Assert.Equal(["ett", "två"], await lars.Page.Locator(".text li").AllInnerTextsAsync());
        var download = await lars.Page.RunAndWaitForDownloadAsync(() => lars.FollowAsync("Spara begäran.pdf"));
        Assert.Equal("begäran.pdf", download.SuggestedFilename);
        Assert.Equal(Pdf, await File.ReadAllBytesAsync((await download.PathAsync())!, Cancelled));
        await lars.PressAsync("Ta hand om det");
        await lars.SeesAsync("Du tar hand om meddelandet.");
        await lars.Page.GetByLabel("Anteckning till kollegor").FillAsync("Ringde <b>Karin</b>.");
        await lars.PressAsync("Spara anteckningen");
        await lars.SeesAsync("Ringde <b>Karin</b>.");
        await lars.Page.GetByLabel("Diarienummer").FillAsync("RV 2026-1234");
        await lars.PressAsync("Markera som registrerat");
        await lars.SeesAsync("Meddelandet är registrerat.");
        Assert.Equal("RV 2026-1234", await Fact(lars, "Diarienummer"));
        await lars.PressAsync("Svara");
        await lars.Page.GetByLabel("Meddelande", new() { Exact = true }).FillAsync("Kopiorna är skickade.");
        await lars.PressAsync("Skicka");
        await lars.SeesAsync("Meddelandet är på väg.");

        // The answer is in the conversation, with the reference that came back; what was sent is accepted.
        await karin.FindsAsync("Mottaget");
        await karin.FindsAsync("från Region Värmland");
        await karin.Page.Locator(".thread li.in a").ClickAsync();
        await karin.SeesAsync("Kopiorna är skickade.");
        Assert.Equal("SN 2026/99", await Fact(karin, "Mottagarens referenser"));
    }

    [Fact]
    public async Task A_message_is_handed_on_to_a_colleague_who_has_signed_in()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        var arrived = await world.B.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        await using var sara = await (await browser.OpenAsync(world.B.ConsoleAddress)).AsAsync("Sara Nyberg");
        await sara.FollowAsync("Vårdcentralen Kristinehamn");
        var list = sara.Page.Url;
        await using var lars = await (await browser.OpenAsync(world.B.ConsoleAddress)).AsAsync("Lars Holm");
        await lars.Page.GotoAsync($"{list.Split('?')[0]}/message/{arrived.Id}");
        var colleague = lars.Page.Locator("#colleagues option");
        Assert.Equal("Sara Nyberg (sara.nyberg)", await colleague.First.GetAttributeAsync("value"));
        await lars.Page.GetByLabel("Lämna över till en kollega").FillAsync("sara nyberg (SARA.nyberg)");
        await lars.PressAsync("Lämna över");
        await lars.SeesAsync("Meddelandet är överlämnat.");
        await lars.SeesAsync("Överlämnat till Sara Nyberg (sara.nyberg) av Lars Holm (lars.holm).");
        await sara.FollowAsync("Mina");
        Assert.Equal(1, await sara.Page.Locator($"a[href$='{arrived.Id}']").CountAsync());
    }

    [Fact]
    public async Task A_message_is_handed_over_as_a_zip_and_removed_only_after_that()
    {
        var world = await federation.WorldAsync();
        var subject = $"Till arkivet {Guid.NewGuid():N}"[..30];
        using var client = await Api.ApiClient.ConnectAsync(world.A);
        await client.SendAsync(Api.ApiMessages.Make(world.A.Party, world.B.Party, message => message["label"] = subject));
        await using var lars = await (await browser.OpenAsync(world.B.ConsoleAddress, "en-GB")).AsAsync("Lars Holm");
        await lars.FollowAsync("Vårdcentralen Kristinehamn");
        await lars.Page.GotoAsync($"{lars.Page.Url}?q={Uri.EscapeDataString(subject)}");
        await lars.FindsAsync(subject);
        await lars.FollowAsync(subject);
        await lars.Page.GetByText("Hand over to the archive").ClickAsync();
        await lars.SeesAsync("Only when the hand-over is confirmed can the message be removed.");
        var download = await lars.Page.RunAndWaitForDownloadAsync(() => lars.FollowAsync("Save the message with attachments"));
        await using (var zip = await System.IO.Compression.ZipFile.OpenReadAsync((await download.PathAsync())!, Cancelled))
        {
            Assert.Equal(["files/begäran.pdf", "message.xml", "metadata.json"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
            using var metadata = System.Text.Json.JsonDocument.Parse(zip.GetEntry("metadata.json")!.Open());
            Assert.Equal(subject, metadata.RootElement.GetProperty("header").GetProperty("label").GetString());
            Assert.Equal("ACCEPTED", metadata.RootElement.GetProperty("messageReceipts")[0].GetProperty("verdict").GetString());
        }

        var pdf = await lars.Page.RunAndWaitForDownloadAsync(() => lars.FollowAsync("Save the message with its receipts as PDF"));
        using (var document = PdfReader.Open((await pdf.PathAsync())!, PdfDocumentOpenMode.Import))
        {
            Assert.Equal((subject, 1), (document.Info.Title, document.PageCount));
            Assert.NotEmpty(document.Pages[0].Resources.Elements.GetDictionary("/Font")!.Elements);
        }

        await lars.Page.GetByLabel("I have saved it where it belongs").CheckAsync();
        await lars.PressAsync("Confirm the hand-over");
        await lars.Page.GetByLabel("Remove it for everybody").CheckAsync();
        var message = lars.Page.Url;
        await lars.PressAsync("Remove");
        await lars.SeesAsync("The message has been removed.");
        Assert.Equal(404, (await lars.Page.GotoAsync(message))!.Status);
    }

    private static readonly byte[] Pdf = "%PDF-1.7 påhittad"u8.ToArray();

    // Not once the mouse.
    private static async Task WriteByKeyboardAsync(Visitor karin, string subject)
    {
        var page = karin.Page;
        await TabToAsync(page, "Registratur");
        await page.Keyboard.PressAsync("Enter");
        await karin.ArrivesAsync("/m/");
        await TabToAsync(page, "Skriv nytt meddelande");
        await page.Keyboard.PressAsync("Enter");
        await karin.ArrivesAsync("/write/");

        // A word misspelt, the other's beginning.
        await TabToAsync(page, "Sök organisation, funktion eller verksamhetsområde");
        await page.Keyboard.TypeAsync("vårdcntralen kristineh");
        await page.Keyboard.PressAsync("Enter");
        await karin.ArrivesAsync("find=");
        await TabToAsync(page, "Välj Region Värmland Vårdcentralen Kristinehamn");
        await page.Keyboard.PressAsync("Enter");
        await karin.SeesAsync("Mottagaren är vald.");
        await TabToAsync(page, "Rubrik");
        await page.Keyboard.TypeAsync(subject);
        await TabToAsync(page, "Ja, sekretess");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "Meddelande");
        await page.Keyboard.TypeAsync("# Hej\n\n- ett\n- två");
        await TabToAsync(page, "Vårt ärende- eller diarienummer");
        await page.Keyboard.TypeAsync("SN 2026/99");

        // What the chooser of the desktop gives back is the same, however it was opened.
        await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "begäran.pdf", MimeType = "application/pdf", Buffer = Pdf });
        await TabToAsync(page, "Skicka");
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string?>("() => { const e = document.activeElement; return (e.labels?.[0]?.innerText ?? e.textContent ?? '').trim().replace(/\\s+/g, ' '); }");
            if (focused == name)
            {
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach \"{name}\" at {page.Url}.");
    }

    private static Task<string> Fact(Visitor visitor, string name) => visitor.Page.Locator($".facts div:has(dt:text-is(\"{name}\")) dd").First.InnerTextAsync();
}
