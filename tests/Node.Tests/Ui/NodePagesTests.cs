using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SdkNode.Node.Audit;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Ui;

/// <summary>The pages of whoever looks after the node: logs, clients, address book, partners, settings, words.</summary>
public sealed class NodePagesTests(FederationFixture federation, ConsoleBrowser browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_auditor_reads_the_logs_checks_their_seals_and_exports_them()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        await world.A.Get<SecurityLog>().WriteAsync("demo", world.A.Party.Participant, SecurityLog.ClientAdded, "=cmd()", "<b>subject</b>", null, Cancelled);
        await using var sven = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Sven Ek");
        await sven.FollowAsync("Noden");
        await sven.FollowAsync("Loggar");
        await sven.SeesAsync("<b>subject</b>");
        await sven.PressAsync("Kontrollera förseglingarna");
        await sven.Page.Locator("section[aria-labelledby=seals] .badge.ok").First.WaitForAsync();
        Assert.Equal(0, await sven.Page.Locator("section[aria-labelledby=seals] .badge.bad").CountAsync());
        var csv = await ExportAsync(sven, "Exportera som CSV");
        Assert.Contains("\"'=cmd()\"", csv, StringComparison.Ordinal);
        Assert.Equal(1, await world.A.QueryAsync(db => db.SecurityLog.CountAsync(row => row.Event == SecurityLog.LogExported && row.Actor.StartsWith("Sven Ek") && row.Detail!.StartsWith("format csv, from "), Cancelled)));
        await sven.Page.GetByLabel("Logg", new() { Exact = true }).SelectOptionAsync("event");
        await sven.PressAsync("Visa");
        await sven.SeesAsync("Meddelande skickat; motparten har kvitterat");
        Assert.Contains(sent.XheId, await ExportAsync(sven, "Exportera som JSON-rader"), StringComparison.Ordinal);

        // What stands in the form counts, shown or not.
        await sven.Page.GetByLabel("Till och med").FillAsync("2020-01-01");
        Assert.Empty(await ExportAsync(sven, "Exportera som JSON-rader"));
        await sven.Page.GotoAsync("/admin/logs?from=2020-01-01&to=2020-01-02");
        await sven.SeesAsync("Inga händelser.");
        await sven.Page.GotoAsync("/admin/logs?from=yesterday");
        await sven.SeesAsync("Skriv dagar som 2026-12-01.");
    }

    [Fact]
    public async Task A_case_system_is_added_gets_another_key_and_is_removed_and_a_private_key_is_refused()
    {
        var world = await federation.WorldAsync();
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var name = $"Lex {Guid.NewGuid():N}"[..12];
        await using var maria = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Maria Berg");
        await maria.Page.GotoAsync("/admin/clients");
        await AddAsync(maria, name, key.ExportPkcs8PrivateKeyPem());
        await maria.SeesAsync("Det gick inte");
        Assert.DoesNotContain("BEGIN PRIVATE", await maria.Page.ContentAsync(), StringComparison.Ordinal);
        await AddAsync(maria, name, key.ExportSubjectPublicKeyInfoPem());
        await maria.SeesAsync("Verksamhetssystemet är tillagt.");
        var card = maria.Page.GetByRole(AriaRole.Region, new() { Name = name });
        await card.Locator("summary").ClickAsync();
        await card.Locator("textarea").FillAsync(other.ExportSubjectPublicKeyInfoPem());
        await card.GetByRole(AriaRole.Button, new() { Name = "Lägg till nyckeln" }).ClickAsync();
        await maria.SeesAsync("Nyckeln är tillagd");
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(await card.InnerTextAsync(), @"RSA 2048"));
        await card.Locator("summary").ClickAsync();
        await card.GetByLabel("Systemet ska inte längre nå noden").CheckAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Ta bort" }).ClickAsync();
        await maria.SeesAsync("Verksamhetssystemet är borttaget.");
        Assert.Equal(0, await card.CountAsync());
        Assert.Equal([SecurityLog.ClientAdded, SecurityLog.ClientKeysChanged, SecurityLog.ClientRemoved], await world.A.QueryAsync(db => db.SecurityLog.Where(row => row.Actor.StartsWith("Maria Berg") && row.Event.StartsWith("client-")).OrderBy(row => row.Id).Select(row => row.Event).ToListAsync(Cancelled)));
    }

    [Fact]
    public async Task A_partner_is_called_the_address_book_fetched_and_settings_shown_without_secrets()
    {
        var world = await federation.WorldAsync();
        await world.A.WaitForAsync(await world.A.SendAsync(world.B.Party), MessageStatus.Accepted);
        await world.A.Get<SdkNode.Node.Partners.PartnerBook>().WriteAsync(Cancelled);
        await using var maria = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Maria Berg");
        await maria.Page.GotoAsync("/admin/partners");
        await maria.PressAsync($"Testa anslutningen {world.B.Party.PartyId}");
        await maria.SeesAsync($"{world.B.Party.PartyId} svarar som den ska");
        await maria.FollowAsync("Adressbok");
        await maria.PressAsync("Hämta nu demo");
        await maria.SeesAsync("Hämtad. Organisationer:");
        await maria.Page.GetByLabel("Sök organisation, funktion eller verksamhetsområde").FillAsync("vårdcentralen");
        await maria.PressAsync("Sök");
        await maria.SeesAsync("Vårdcentralen Kristinehamn");
        await maria.FollowAsync("Organisationer");
        await maria.SeesAsync(world.A.Party.Participant);
        await maria.FollowAsync("Inställningar");
        await maria.SeesAsync("Environments:0:Name");
        Assert.DoesNotMatch(@"(?i)(password|secret|pin)\s+(?!\(visas inte\))\S", await maria.Page.InnerTextAsync("main"));
        await maria.Page.GetByLabel("Sök inställning").FillAsync("finns-inte");
        await maria.PressAsync("Sök");
        await maria.SeesAsync("Ingen inställning passar.");
        await maria.FollowAsync("Översikt");
        await maria.SeesAsync("Det senaste dygnet");
        Assert.NotEqual("0", await maria.Page.Locator("section[aria-labelledby=flow] .numbers dd").First.InnerTextAsync());
        await maria.FollowAsync("Ordlista");
        await maria.SeesAsync("funktionsadress");
    }

    [Fact]
    public async Task What_is_none_of_somebodys_business_is_not_done()
    {
        var world = await federation.WorldAsync();
        await using (var sven = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Sven Ek"))
        {
            await sven.Page.GotoAsync("/admin/clients");
            Assert.Equal(0, await sven.Page.Locator("main form").CountAsync());
            await sven.Page.GotoAsync("/admin/addressbook");
            Assert.Equal(0, await sven.Page.Locator("main form[method=post]").CountAsync());
        }

        await using var karin = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Karin Lind");
        foreach (var path in new[] { "/admin/logs", "/admin/logs?export=csv", "/admin/clients", "/admin/settings", "/admin/certificates/renew?purpose=ap" })
        {
            await karin.Page.GotoAsync(path);
            Assert.EndsWith("/no-access", new Uri(karin.Page.Url).AbsolutePath, StringComparison.Ordinal);
        }
    }

    private static async Task AddAsync(Visitor maria, string name, string key)
    {
        await maria.Page.GetByLabel("Namn", new() { Exact = true }).FillAsync(name);
        await maria.Page.GetByLabel("Systemets publika nyckel (PEM, certifikat eller JWKS)").FillAsync(key);
        await maria.PressAsync("Lägg till");
    }

    private static async Task<string> ExportAsync(Visitor sven, string button)
    {
        var download = await sven.Page.RunAndWaitForDownloadAsync(() => sven.PressAsync(button));
        return await File.ReadAllTextAsync((await download.PathAsync())!, Cancelled);
    }
}
