using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>Message receipts that are overdue: the warning, and what ends it (RCPT-6).</summary>
public sealed class LateReceiptTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ACCEPTED", MessageStatus.Accepted)]
    [InlineData("REJECTED", MessageStatus.MessageExchangeError)]
    [Rule("RCPT-6.1")]
    [Rule("RCPT-6.4")]
    public async Task A_receipt_that_is_late_raises_an_alarm_that_it_closes_when_it_comes(string verdict, object end)
    {
        var world = await federation.WorldAsync();
        await using var node = await StartAsync(world, TimeProvider.System, "1.00:00:00");
        var sent = await OverdueAsync(world, node);
        var receipt = PartnerLetter.Receipt(world.Partner.Party, node.Party, sent.XheId, verdict == "ACCEPTED" ? [] : [ReceiptLine.Security("Fel.")]);
        (await world.Partner.PostAsync(node, receipt)).MustBeAcknowledged();

        await node.WaitForAsync(sent, (MessageStatus)end);
        Assert.Empty(await node.Get<AlarmList>().OpenAsync(Cancelled));
    }

    [Fact]
    [Rule("RCPT-6.4", Refuses = true)]
    public async Task A_receipt_that_never_comes_fails_the_message_and_the_alarm_stays()
    {
        var world = await federation.WorldAsync();
        var clock = new TestClock();
        await using var node = await StartAsync(world, clock, "00:10:00");
        var sent = await OverdueAsync(world, node);
        Assert.Equal(MessageStatus.WaitingForReceipt, (await node.Store.FindAsync(sent.Id, Cancelled))!.Status);

        clock.Advance(TimeSpan.FromMinutes(11));
        var ended = await node.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(MessageMark.Error, ended.Mark);
        Assert.Contains("No message receipt received", (await node.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);

        // Raised once the step is committed.
        var alarm = await AlarmAsync(node, count: 2);
        Assert.Equal((AlarmKinds.ReceiptOverdue, sent.XheId), (alarm.Kind, alarm.Subject));
    }

    [Fact]
    [Rule("RCPT-6.4")]
    public async Task A_receipt_in_time_raises_nothing()
    {
        var world = await federation.WorldAsync();
        var clock = new TestClock();
        await using var node = await StartAsync(world, clock, "1.00:00:00", warning: "00:02:00");
        var sent = await node.SendAsync(world.B.Party);
        await node.WaitForAsync(sent, MessageStatus.Accepted);

        clock.Advance(TimeSpan.FromMinutes(3));
        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
        Assert.Empty(await node.Get<AlarmList>().OpenAsync(Cancelled));
        Assert.DoesNotContain(await node.EventsAsync(sent.Id), step => step.Detail.Contains("No message receipt", StringComparison.Ordinal));
    }

    private static Task<DemoNode> StartAsync(TestWorld world, TimeProvider clock, string timeout, string warning = "00:00:00.050") => world.StartNodeAsync(
        TestWorld.NewParty("vaken"),
        environment => (environment["MessageReceiptWarning"], environment["MessageReceiptTimeout"]) = (warning, timeout),
        clock: clock,
        cancellationToken: Cancelled);

    // The partner takes messages and answers nothing by itself.
    private static Task<AlarmRow> AlarmAsync(DemoNode node, int count) =>
        Poll.WaitForAsync($"alarm raised {count} times", async () => (await node.Get<AlarmList>().OpenAsync(Cancelled)).SingleOrDefault(row => row.Count == count));

    private static async Task<AcceptedSubmission> OverdueAsync(TestWorld world, DemoNode node)
    {
        var sent = await node.SendAsync(world.Partner.Party);
        await Poll.WaitForAsync("warning in the timeline", async () => (await node.EventsAsync(sent.Id)).Any(step => step.Detail.StartsWith("No message receipt has come within", StringComparison.Ordinal)));
        var alarm = await AlarmAsync(node, count: 1);
        Assert.Equal((AlarmKinds.ReceiptOverdue, sent.XheId), (alarm.Kind, alarm.Subject));
        Assert.Contains(world.Partner.Party.Participant, alarm.Detail, StringComparison.Ordinal);
        return sent;
    }
}
