using System.Text.RegularExpressions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Ui;

/// <summary>Whoever looks after the node finds out why something failed, and mends it, in a browser.</summary>
public sealed class AdminPagesTests(FederationFixture federation, ConsoleBrowser browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_sees_why_a_message_failed_mends_the_cause_and_sends_it_again()
    {
        var world = await federation.WorldAsync();
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("trasig"), cancellationToken: Cancelled);
        await receiver.StopAsync();
        var sent = await world.A.SendAsync(receiver.Party);
        await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);

        await using var maria = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Maria Berg");
        await maria.FollowAsync("Noden");
        await maria.FollowAsync("Meddelanden");
        await maria.Page.GetByLabel("Meddelande-id (något av dem)").FillAsync(sent.XheId);
        await maria.PressAsync("Sök");
        await maria.FollowAsync(sent.XheId);
        await maria.SeesAsync("MESSAGE_EXCHANGE_ERROR");
        Assert.Equal("Misslyckat", await maria.Page.Locator(".message .badge.bad").InnerTextAsync());
        Assert.Equal("3", await maria.Page.Locator(".facts div:has(dt:text-is(\"Försök\")) dd").InnerTextAsync());
        await maria.SeesAsync("Att göra:");
        Assert.DoesNotContain("Kallelse", await maria.Page.InnerTextAsync("body"), StringComparison.Ordinal);

        await receiver.StartAsync(Cancelled);
        await maria.PressAsync("Försök igen");
        await maria.SeesAsync("Innehållet skickas som ett nytt meddelande i samma konversation.");
        await maria.FindsAsync("ACCEPTED");
        Assert.Single(await receiver.QueryAsync(db => Task.FromResult(db.Messages.Where(row => row.Direction == Direction.Incoming && row.Kind == MessageKind.Message).ToList())));
    }

    [Fact]
    public async Task An_alarm_is_told_with_what_to_do_and_can_be_closed_by_administrators_alone()
    {
        var world = await federation.WorldAsync();
        var alarms = world.A.Get<AlarmList>();
        var subject = $"AP-{Guid.NewGuid():N}"[..12];
        await alarms.RaiseAsync(AlarmKinds.AccessPointUnreachable, "demo", subject, "Nobody answers at all.", "Call them.", Cancelled);
        await using (var sven = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Sven Ek"))
        {
            await sven.FollowAsync("Noden");
            await sven.SeesAsync("En mottagande accesspunkt svarar inte");
            await sven.SeesAsync("Nobody answers at all.");
            await sven.SeesAsync("Motpartens accesspunkt svarar inte. Meddelandena väntar");
            Assert.Equal(0, await sven.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { NameRegex = new Regex("Stäng larmet") }).CountAsync());
        }

        await using var maria = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Maria Berg");
        await maria.FollowAsync("Noden");
        await maria.PressAsync($"Stäng larmet {subject}");
        await maria.SeesAsync("Larmet är stängt.");
        Assert.DoesNotContain(await alarms.OpenAsync(Cancelled), alarm => alarm.Subject == subject);
    }

    [Fact]
    public async Task Outgoing_messages_are_held_with_a_reason_and_released_again()
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("haller"), settings: settings => settings["Console"] = DemoPeople.Settings(DemoParty.RegionVarmland, port), cancellationToken: Cancelled);
        await using var per = await (await browser.OpenAsync(new Uri($"http://localhost:{port}/"))).AsAsync("Per Dahl");
        await per.Page.GotoAsync("/admin");
        await per.Page.GetByText("Håll kvar utgående meddelanden").ClickAsync();
        await per.Page.GetByLabel("Skäl").FillAsync("Fel nyckel hos <b>mottagaren</b>");
        await per.PressAsync("Håll kvar");
        await per.SeesAsync("Inget skickas tills någon släpper utgående meddelanden.");
        await per.SeesAsync("Inget har skickats sedan");
        await per.SeesAsync("Fel nyckel hos <b>mottagaren</b>");
        var sent = await node.SendAsync(world.B.Party);
        await per.Page.ReloadAsync();
        await per.SeesAsync("1 väntar:");
        await per.PressAsync("Släpp utgående meddelanden");
        await per.SeesAsync("Utgående meddelanden är släppta.");
        await node.WaitForAsync(sent, MessageStatus.Accepted);
        Assert.DoesNotContain(await node.Get<AlarmList>().OpenAsync(Cancelled), alarm => alarm.Kind == AlarmKinds.OutgoingHeld);
        Assert.Equal([SecurityLog.OutgoingHeld, SecurityLog.OutgoingReleased], await node.QueryAsync(db => Task.FromResult(db.SecurityLog.Where(row => row.Actor == "Per Dahl (per.dahl)" && row.Event.StartsWith("outgoing")).OrderBy(row => row.Id).Select(row => row.Event).ToList())));
    }

    [Fact]
    public async Task Certificates_partners_and_look_ups_say_how_it_is()
    {
        var world = await federation.WorldAsync();
        await world.A.WaitForAsync(await world.A.SendAsync(world.B.Party), MessageStatus.Accepted);
        await using var maria = await (await browser.OpenAsync(world.A.ConsoleAddress)).AsAsync("Maria Berg");
        await maria.Page.GotoAsync("/admin/certificates");
        await maria.SeesAsync($"CN={world.A.Party.PartyId}");
        await maria.SeesAsync("dagar kvar");
        await maria.FollowAsync("Slå upp");
        await maria.Page.GetByLabel("Organisationens deltagar-id, till exempel 0203:kristinehamn.se").FillAsync(world.B.Party.Participant);
        await maria.PressAsync("Slå upp");
        await maria.SeesAsync("Mottagaren går att nå");
        await maria.SeesAsync("krypteras till");
        await maria.PressAsync("Glöm det sparade och slå upp på nytt");
        await maria.SeesAsync("nu glömt");
        await maria.SeesAsync("Mottagaren går att nå");
        await maria.Page.GetByLabel("Organisationens deltagar-id, till exempel 0203:kristinehamn.se").FillAsync("0203:finnsinte.example");
        await maria.PressAsync("Slå upp");
        await maria.SeesAsync("Något är fel");
        await maria.SeesAsync("Att göra:");
        await maria.Page.GetByLabel("Organisationens deltagar-id, till exempel 0203:kristinehamn.se").FillAsync("kristinehamn");
        await maria.PressAsync("Slå upp");
        await maria.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).WaitForAsync();
    }
}
