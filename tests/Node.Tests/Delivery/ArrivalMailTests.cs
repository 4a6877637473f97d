using System.Text.Json.Nodes;
using MimeKit;
using SdkNode.Node.Demo;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Delivery;

/// <summary>Staff hear by mail that something has arrived, from a mail server of somebody else's; never what.</summary>
public sealed class ArrivalMailTests(FederationFixture federation, PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_tells_who_wrote_and_where_to_read_it_and_nothing_of_the_message()
    {
        using var receiver = await MailReceiver.StartAsync();
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("brevlada"), settings: settings =>
        {
            settings["Mail"] = new JsonObject { ["Host"] = "localhost", ["Port"] = receiver.Port, ["Security"] = "None", ["From"] = "sdk@kristinehamn.example" };
            settings["Console"] = DemoPeople.Settings(DemoParty.Kristinehamn, 0);
            settings["Console"]!["PublicAddress"] = "https://sdk.kristinehamn.example";
            var participant = settings["Participants"]![0]!;
            participant["Mailboxes"] = new JsonArray(new JsonObject { ["Address"] = (string?)participant["FunctionalAddresses"]![0], ["MailTo"] = new JsonArray("registrator@kristinehamn.example", "vikarie@kristinehamn.example") });
        }, cancellationToken: Cancelled);
        using var client = await ApiClient.ConnectAsync(world.B);
        var id = await client.SendAsync(ApiMessages.Make(world.B.Party, node.Party));
        var letter = (await receiver.WaitAsync(1))[0];
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes((string)letter["data"]!)), Cancelled);
        Assert.Equal("Du har fått ett säkert meddelande från Region Värmland", mail.Subject);
        Assert.Equal(["registrator@kristinehamn.example", "vikarie@kristinehamn.example"], mail.To.Mailboxes.Select(address => address.Address));
        var row = (await node.FindIncomingAsync(id))!;
        Assert.Contains($"https://sdk.kristinehamn.example/m/{SdkNode.Node.Mailboxes.Notices.MailboxLinks.KeyOf(new MailboxName("demo", node.Party.Participant, node.Party.Function))}/message/{row.Id}", mail.TextBody, StringComparison.Ordinal);
        foreach (var secret in new[] { "journalkopior", "Begäran", "Anna Andersson", "SN 2026/417", "begäran.pdf", id })
        {
            Assert.DoesNotContain(secret, mail.Subject + mail.TextBody, StringComparison.OrdinalIgnoreCase);
        }

        await Poll.WaitForAsync("note of the letter", async () => (await node.EventsAsync(row.Id)).Any(step => step.Detail.Contains("has taken it", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Letters_to_no_address_or_without_a_server_are_a_fault()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["Participants"]![0]!["Mailboxes"] = new JsonArray(new JsonObject { ["Address"] = (string?)settings["Participants"]![0]!["FunctionalAddresses"]![0], ["MailTo"] = new JsonArray("registratorn") }));
        Assert.Equal(["Mail", "Participants:0:Mailboxes:0:MailTo"], (await test.StartAsync()).Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }
}
