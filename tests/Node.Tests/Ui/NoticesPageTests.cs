using System.Text.Json.Nodes;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Ui;

/// <summary>Somebody chooses to hear by mail of a mailbox, hears, and chooses otherwise.</summary>
public sealed class NoticesPageTests(FederationFixture federation, ConsoleBrowser browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_chooses_it_gets_a_letter_by_the_running_node_and_none_after_saying_no()
    {
        using var receiver = await MailReceiver.StartAsync();
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        var party = TestWorld.NewParty("aviserad");
        await using var node = await world.StartNodeAsync(party, settings: settings =>
        {
            settings["Mail"] = new JsonObject { ["Host"] = "localhost", ["Port"] = receiver.Port, ["Security"] = "None", ["From"] = "sdk@kristinehamn.example" };
            settings["Console"] = DemoPeople.Settings(DemoParty.RegionVarmland, port);
            settings["Console"]!["Roles"]![0]!["Addresses"] = new JsonArray("*");
        }, cancellationToken: Cancelled);
        await using var lars = await (await browser.OpenAsync(new Uri($"http://localhost:{port}/"))).AsAsync("Lars Holm");
        await lars.Page.Locator(".card a").First.ClickAsync();
        await lars.FollowAsync("Aviseringar");
        await lars.Page.GetByLabel("När något kommer").CheckAsync();
        await lars.Page.GetByLabel("Min e-postadress").FillAsync("lars.holm");
        await lars.Page.Locator("form.narrow").EvaluateAsync("form => form.noValidate = true");
        await lars.PressAsync("Spara");
        await lars.SeesAsync("Skriv din e-postadress");
        await lars.Page.GetByLabel("När något kommer").CheckAsync();
        await lars.Page.GetByLabel("Min e-postadress").FillAsync("lars.holm@regionvarmland.example");
        await lars.PressAsync("Spara");
        await lars.SeesAsync("Ditt val är sparat.");
        Assert.True(await lars.Page.GetByLabel("När något kommer").IsCheckedAsync());

        await node.WaitForIncomingAsync((await world.B.SendAsync(party)).XheId, MessageStatus.New);
        var letter = Assert.Single(await receiver.WaitAsync(1));
        Assert.Equal("lars.holm@regionvarmland.example", (string?)letter["to"]![0]);

        await lars.Page.GetByLabel("Nej").CheckAsync();
        await lars.PressAsync("Spara");
        await lars.SeesAsync("Ditt val är sparat.");
        Assert.Empty(await node.QueryAsync(db => Task.FromResult(db.StaffNotices.ToList())));
    }
}
