using Microsoft.EntityFrameworkCore;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Partners;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>The test service between access points (AS4-9).</summary>
public sealed class PingTests(FederationFixture federation)
{
    private static readonly string s_type = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("AS4-9")]
    public async Task A_ping_gets_a_receipt_and_delivers_nothing()
    {
        var world = await federation.WorldAsync();
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("pingad"), cancellationToken: Cancelled);

        var answer = await PingAsync(world.A, receiver.Party.Participant);

        Assert.True(answer.IsGood, answer.Steps[^1].Answered);
        Assert.Equal(["Where the access point is", "Test service"], answer.Steps.Select(step => step.Title));
        Assert.All(answer.Steps, step => Assert.NotNull(step.Milliseconds));
        Assert.Contains($"signed by {receiver.Keys.AccessPoint.Certificate.Subject}", answer.Steps[1].Answered.Replace("CN =", "CN=", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0, await receiver.QueryAsync(db => db.Messages.CountAsync(Cancelled)));
        var entry = Assert.Single(await receiver.QueryAsync(db => db.EventLog.AsNoTracking().ToListAsync(Cancelled)));
        Assert.Equal((EventLog.PingAnswered, world.A.Party.PartyId), (entry.Event, entry.PeerParty));
    }

    [Fact]
    public async Task A_ping_goes_through_an_open_breaker_and_its_answer_closes_it()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(TestWorld.NewParty("pingare"), environment =>
        {
            environment["Retry"] = new System.Text.Json.Nodes.JsonObject { ["Attempts"] = 8, ["Span"] = "10:00:00" };
            environment.Group("Transport")["BreakerFailures"] = 1;
            environment.Group("Transport")["BreakerShortest"] = "01:00:00";
            environment.Group("Transport")["BreakerLongest"] = "02:00:00";
        }, cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("tyst", Cancelled);
        partner.OnAnswer = static (_, _) => null;
        var sent = await sender.SendAsync(partner.Party);
        await Poll.WaitForAsync("alarm", async () => (await sender.Get<AlarmList>().OpenAsync(Cancelled)).SingleOrDefault(row => row.Kind == AlarmKinds.AccessPointUnreachable));

        var silent = await PingAsync(sender, partner.Party.Participant);
        Assert.False(silent.IsGood);
        Assert.NotNull(silent.Steps[^1].Remedy);
        Assert.Equal(2, partner.Requests);

        partner.OnAnswer = static (_, answer) => answer;
        Assert.True((await PingAsync(sender, partner.Party.Participant)).IsGood);
        Assert.DoesNotContain(await sender.Get<AlarmList>().OpenAsync(Cancelled), row => row.Kind == AlarmKinds.AccessPointUnreachable);
        await sender.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
    }

    [Fact]
    public async Task A_ping_that_cannot_be_sent_says_why_and_what_to_do()
    {
        var world = await federation.WorldAsync();
        var unknown = await PingAsync(world.A, "0203:nobody.example");
        Assert.Contains("not registered", Assert.Single(unknown.Steps).Answered, StringComparison.Ordinal);
        Assert.Contains("SML zone", unknown.Steps[0].Remedy, StringComparison.Ordinal);

        await using var gone = await world.StartNodeAsync(TestWorld.NewParty("borta"), cancellationToken: Cancelled);
        await gone.StopAsync();
        var stopped = await PingAsync(world.A, gone.Party.Participant);
        Assert.Contains("could not be reached", stopped.Steps[^1].Answered, StringComparison.Ordinal);
        Assert.Contains("firewall", stopped.Steps[^1].Remedy, StringComparison.Ordinal);

        Assert.Contains("participant identifier", (await PingAsync(world.A, "nobody")).Fault, StringComparison.Ordinal);
    }

    private static Task<StepsAnswer> PingAsync(DemoNode node, string participant) =>
        node.Get<PartnerPing>().RunAsync(DemoServices.Environment, participant, s_type, Cancelled);
}
