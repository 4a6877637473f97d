using System.Text.Json.Nodes;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Partners;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation;

/// <summary>An outage of a directory is told when a message meets it and by the node's own questions, and so is its end.</summary>
public sealed class DirectoryOutageTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("O2O-4.4")]
    public async Task An_envelope_that_waits_for_a_directory_raises_an_alarm_that_closes_when_it_answers_again()
    {
        // A DNS of the test's own in front of the node that receives, which can fall silent.
        var world = await federation.WorldAsync();
        await using var pki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions { AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, Cancelled);
        await using var own = await TestFederation.StartAsync(pki, new TestFederationOptions(), Cancelled);
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("vantar"), environment =>
        {
            environment["Sml"]!["NameServers"] = new JsonArray(own.Dns.Address.ToString());
            environment["MetadataCacheTime"] = "00:00:00";
        }, cancellationToken: Cancelled);
        own.Dns.Fault = DnsFault.Silent;
        var sent = await world.B.SendAsync(node.Party);
        var alarm = await Poll.WaitForAsync("the alarm", async () => (await node.Get<AlarmList>().OpenAsync(Cancelled)).FirstOrDefault(alarm => alarm.Kind == AlarmKinds.DirectoryUnreachable));
        Assert.Equal("DNS", alarm.Subject);
        Assert.NotEmpty(alarm.Remedy);
        await Poll.WaitForAsync("the envelope", async () => await node.FindIncomingAsync(sent.XheId) is { Status: MessageStatus.Retrieved } ? alarm : null);

        // Nobody is registered in that DNS, which is an answer: the outage is over.
        own.Dns.Fault = DnsFault.None;
        await node.Get<DirectoryWatch>().AskAsync(Cancelled);
        Assert.DoesNotContain(await node.Get<AlarmList>().OpenAsync(Cancelled), open => open.Kind == AlarmKinds.DirectoryUnreachable);

        // The node's own question finds the next one before a message does.
        own.Dns.Fault = DnsFault.Silent;
        await node.Get<DirectoryWatch>().AskAsync(Cancelled);
        Assert.Single(await node.Get<AlarmList>().OpenAsync(Cancelled), open => open.Kind == AlarmKinds.DirectoryUnreachable);
    }
}
