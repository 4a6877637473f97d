using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Keys;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Ui;

/// <summary>A certificate is renewed in a browser, step by step; whoever may not, may not.</summary>
public sealed class CertificatePagesTests(FederationFixture federation, ConsoleBrowser browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_renews_a_certificate_step_by_step_and_messages_go_on()
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("webbfornyad"), settings: settings => settings["Console"] = DemoPeople.Settings(DemoParty.Kristinehamn, port), cancellationToken: Cancelled);
        await using var maria = await (await browser.OpenAsync(new Uri($"http://localhost:{port}/"))).AsAsync("Maria Berg");
        await maria.Page.GotoAsync("/admin/certificates");
        await maria.FollowAsync("Förnya, steg för steg – Organisationen");
        var page = maria.Page.Url;

        // 1. Order.
        Assert.Equal(["Beställ"], await maria.Page.Locator("[aria-current=step] h2").AllInnerTextsAsync());
        await maria.PressAsync("Skapa nyckel och beställning");
        await maria.SeesAsync("Hämta beställningen och skicka den till utfärdaren.");
        var download = await maria.Page.RunAndWaitForDownloadAsync(() => maria.FollowAsync("Hämta beställningen"));
        Assert.EndsWith(".csr", download.SuggestedFilename, StringComparison.Ordinal);
        var pem = await File.ReadAllTextAsync((await download.PathAsync())!, Cancelled);
        var request = Convert.FromBase64String(pem[System.Security.Cryptography.PemEncoding.Find(pem).Base64Data]);

        // 2. What does not fit is refused, with its reason; what fits is taken, and the old one goes on.
        using var wrong = world.Services.Pki.Tls.Issue("fel.example");
        await TakeInAsync(maria, wrong.Certificate);
        await maria.SeesAsync("Ingen beställning härifrån har det här certifikatets nyckel");
        using var answer = world.Services.Pki.O2O.Answer(request);
        await TakeInAsync(maria, answer);
        await maria.SeesAsync("Certifikatet är inläst och passar.");
        Assert.Contains("I reserv, inte aktiverad", await maria.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.NotEqual(Fingerprint(answer), Used(node));

        // What is no time, or too large for a certificate, is told.
        Assert.Equal(400, await maria.Page.EvaluateAsync<int>("async () => { const data = new FormData(document.querySelector('form[enctype]')); data.set('file', new Blob([new Uint8Array(300000)]), 'stor.pem'); return (await fetch(document.querySelector('form[enctype]').action, { method: 'POST', body: data })).status; }"));

        // 3. Publish, then activate: first for a time that cannot be, then now.
        world.Services.Federation.Publish(DemoServices.Publication(node.Party, node.Keys, node.Address) with { Signing = [node.Keys.Organisation.Certificate, answer], Encryption = [answer] });
        await maria.Page.Locator("input[type=datetime-local]").FillAsync("2099-01-01T12:00");
        await maria.Page.Locator("ol.steps > li:nth-child(3) button").ClickAsync();
        await maria.SeesAsync("Det gäller inte");
        await maria.Page.GotoAsync(page);
        await maria.Page.Locator("ol.steps > li:nth-child(3) button").ClickAsync();
        await maria.SeesAsync("Certifikatet används nu.");
        Assert.Equal(Fingerprint(answer), Used(node));
        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);

        // 4. The old one is needed for a day; whoever knows better says so.
        Assert.Equal(["Avveckla det gamla"], await maria.Page.Locator("[aria-current=step] h2").AllInnerTextsAsync());
        await maria.Page.Locator("ol.steps > li:nth-child(4) button").ClickAsync();
        await maria.SeesAsync("motparter kan fortfarande kryptera till det här");
        await maria.Page.Locator("ol.steps > li:nth-child(4) input[type=checkbox]").CheckAsync();
        await maria.Page.Locator("ol.steps > li:nth-child(4) button").ClickAsync();
        await maria.SeesAsync("Det gamla gäller inte längre.");
        await maria.Page.GotoAsync("/admin/logs");
        await maria.SeesAsync("Nyckel avvecklad");
        Assert.Equal(["key-retired", "key-activated", "key-imported", "key-ordered"], (await node.QueryAsync(db => Task.FromResult(db.SecurityLog.OrderByDescending(row => row.Id).ToList()))).Where(row => row.Event.StartsWith("key-", StringComparison.Ordinal) && row.Actor.StartsWith("Maria Berg", StringComparison.Ordinal)).Select(row => row.Event));
    }

    [Fact]
    public async Task An_auditor_sees_the_steps_and_can_take_none()
    {
        var world = await federation.WorldAsync();
        await using var sven = await (await browser.OpenAsync(world.A.ConsoleAddress, "en-GB")).AsAsync("Sven Ek");
        await sven.Page.GotoAsync("/admin/certificates/renew?purpose=ap");
        await sven.SeesAsync("Only administrators and certificate administrators may take the steps.");
        Assert.Equal(0, await sven.Page.Locator("main form").CountAsync());
        Assert.Equal(404, (await sven.Page.GotoAsync("/admin/certificates/renew?purpose=nothing"))!.Status);
    }

    private static async Task TakeInAsync(Visitor maria, X509Certificate2 certificate)
    {
        await maria.Page.Locator("#file").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "svar.pem", MimeType = "application/x-pem-file", Buffer = System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()) });
        await maria.PressAsync("Läs in");
    }

    private static string? Used(DemoNode node) => node.Get<NodeSetup>().Keys.CurrentKey(new KeySlot("demo", KeyPurpose.O2OSigning, node.Party.Participant))?.Fingerprint;

    private static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
}
