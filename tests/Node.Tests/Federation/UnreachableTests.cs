using System.Text.Json.Nodes;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>An access point that does not answer is left alone for a while, and gets everything when it is back.</summary>
public sealed class UnreachableTests(FederationFixture federation)
{
    private const int Messages = 30;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_access_point_gets_few_connections_and_everything_when_it_is_alive_again()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(TestWorld.NewParty("flitig"), environment =>
        {
            environment["Retry"] = new JsonObject { ["Attempts"] = 8, ["Span"] = "01:00:00" };
            environment.Group("Transport")["BreakerShortest"] = "00:00:02";
            environment.Group("Transport")["BreakerLongest"] = "00:00:04";
        }, cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("skendod", Cancelled);
        partner.OnAnswer = static (_, _) => null;
        List<AcceptedSubmission> sent = [];
        for (var i = 0; i < Messages; i++)
        {
            sent.Add(await sender.SendAsync(partner.Party));
        }

        // Each message has had a turn: five failures, what was on its way beside them, and a probe now and then.
        foreach (var message in sent)
        {
            await sender.WaitForAsync(message, MessageStatus.ScheduledForResend);
        }

        Assert.InRange(partner.Requests, 5, 15);
        Assert.Contains(await AllEventsAsync(sender, sent), row => row.Detail.StartsWith($"Not tried: the access point {partner.Party.PartyId}", StringComparison.Ordinal));
        var alarm = await Poll.WaitForAsync("alarm", async () => (await AlarmsAsync(sender)).SingleOrDefault(row => row.Kind == AlarmKinds.AccessPointUnreachable));
        Assert.Equal(partner.Party.PartyId, alarm.Subject);

        // Somebody else's message is not kept waiting meanwhile.
        await sender.WaitForAsync(await sender.SendAsync(world.B.Party), MessageStatus.Accepted);

        partner.OnAnswer = static (_, answer) => answer;
        foreach (var message in sent)
        {
            await sender.WaitForAsync(message, MessageStatus.WaitingForReceipt);
        }

        Assert.Equal(Messages, partner.Inbox.Taken.Select(taken => taken.Message.MessageId).Distinct().Count());
        await Poll.WaitForAsync("end of the alarm", async () => (await AlarmsAsync(sender)).All(row => row.Kind != AlarmKinds.AccessPointUnreachable));
    }

    [Fact]
    public async Task A_message_with_one_try_left_is_tried_although_its_access_point_does_not_answer()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(TestWorld.NewParty("sistaforsok"), environment =>
        {
            environment["Retry"] = new JsonObject { ["Attempts"] = 2, ["Span"] = "00:00:01" };
            environment.Group("Transport")["BreakerFailures"] = 1;
        }, cancellationToken: Cancelled);
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("helt-borta"), cancellationToken: Cancelled);
        await receiver.StopAsync();
        var sent = await sender.SendAsync(receiver.Party);
        await sender.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(2, await sender.CountTriesAsync(sent.Id));
    }

    private static async Task<List<MessageEventRow>> AllEventsAsync(DemoNode node, List<AcceptedSubmission> sent)
    {
        var all = new List<MessageEventRow>();
        foreach (var message in sent)
        {
            all.AddRange(await node.EventsAsync(message.Id));
        }

        return all;
    }

    private static Task<IReadOnlyList<AlarmRow>> AlarmsAsync(DemoNode node) => node.Get<AlarmList>().OpenAsync(Cancelled);
}
