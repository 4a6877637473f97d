using System.Text.Json;
using Microsoft.Playwright;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Ui;

/// <summary>Every page by axe-core's rules of WCAG 2.2 A and AA, in light and dark, wide and narrow, in both languages.</summary>
public sealed class AccessibilityTests(FederationFixture federation, ConsoleBrowser browser)
{
    private static readonly Lazy<string> s_axe = new(() => File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "artifacts/axe-core/node_modules/axe-core/axe.min.js")));

    [Theory]
    [InlineData("sv-SE", ColorScheme.Light, 1200)]
    [InlineData("en-GB", ColorScheme.Dark, 1200)]
    [InlineData("sv-SE", ColorScheme.Dark, 320)]
    public async Task No_page_of_a_mailbox_breaks_a_rule(string locale, ColorScheme scheme, int width)
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        var arrived = await world.B.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        await using var sara = await browser.OpenAsync(world.B.ConsoleAddress, locale, scheme, width);
        await CheckAsync(sara, "the made-up people");
        await sara.AsAsync("Lars Holm");
        await CheckAsync(sara, "the start");
        await sara.FollowAsync("Vårdcentralen Kristinehamn");
        var mailbox = new Uri(sara.Page.Url).AbsolutePath;
        await CheckAsync(sara, "a list");
        await GoAsync(sara, $"{mailbox}/failed", "an empty list");
        await GoAsync(sara, $"{mailbox}?q=kallelse", "a search");
        await GoAsync(sara, $"{mailbox}/message/{arrived.Id}", "a message");
        await sara.Page.Locator("button[type=submit].primary").ClickAsync();
        await CheckAsync(sara, "an answer");
        await sara.Page.Locator("button[value=send]").ClickAsync();
        await CheckAsync(sara, "what is missing");
        await GoAsync(sara, $"{mailbox}/drafts", "drafts");
        await GoAsync(sara, $"{mailbox}/notices", "notices");
        await GoAsync(sara, "/no-such-page", "no page");
        await GoAsync(sara, "/admin", "no access");
    }

    [Theory]
    [InlineData("sv-SE", ColorScheme.Dark, 1200)]
    [InlineData("en-GB", ColorScheme.Light, 320)]
    public async Task No_page_of_the_node_breaks_a_rule(string locale, ColorScheme scheme, int width)
    {
        var world = await federation.WorldAsync();
        var sent = await world.B.SendAsync(world.A.Party);
        var arrived = await world.A.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        await world.A.Get<AlarmList>().RaiseAsync(AlarmKinds.Storage, "all", "axe", "A cause.", "A remedy.", TestContext.Current.CancellationToken);
        await using var maria = await browser.OpenAsync(world.A.ConsoleAddress, locale, scheme, width);
        await maria.AsAsync("Maria Berg");
        await GoAsync(maria, "/admin", "the overview");
        await GoAsync(maria, "/admin/messages", "messages");
        await GoAsync(maria, $"/admin/messages/{arrived.Id}", "a message's way");
        await GoAsync(maria, "/admin/certificates", "certificates");
        await GoAsync(maria, "/admin/certificates/renew?purpose=o2o", "a renewal");
        await GoAsync(maria, "/admin/certificates/renew?purpose=tls", "a renewal of connections");
        await GoAsync(maria, "/admin/partners", "partners");
        await GoAsync(maria, "/admin/addressbook?q=v", "the address book");
        await GoAsync(maria, "/admin/participants", "participants");
        await GoAsync(maria, "/admin/clients", "clients");
        await GoAsync(maria, "/admin/logs", "the security log");
        await GoAsync(maria, "/admin/logs?log=event", "the event log");
        await GoAsync(maria, "/admin/settings", "settings");
        await GoAsync(maria, "/glossary#receipt", "the glossary");
        await GoAsync(maria, $"/admin/lookup?environment=demo&participant={world.B.Party.Participant}", "a look-up");
        await world.A.Get<AlarmList>().ClearAsync(AlarmKinds.Storage, "all", "axe", TestContext.Current.CancellationToken);
    }

    private static async Task GoAsync(Visitor visitor, string path, string what)
    {
        await visitor.Page.GotoAsync(path);
        await CheckAsync(visitor, what);
    }

    private static async Task CheckAsync(Visitor visitor, string what)
    {
        // The page's policy lets nothing in that is not the node's: this comes in past it, as a browser's own tools do.
        await visitor.Page.EvaluateAsync(s_axe.Value);
        var found = await visitor.Page.EvaluateAsync<JsonElement>("() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(result => result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | ')))");
        Assert.True(found.GetArrayLength() == 0, $"{what} ({visitor.Page.Url}): {found}");

        // Nothing is wider than its window, also at twice the size.
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth + 1"), $"{what} ({visitor.Page.Url}) is wider than its window.");
    }
}
