using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>An administrator retries and ends messages of nodes that work; and what a node waits for when its settings have lost something.</summary>
public sealed class AdministrationTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("API-3.4")]
    public async Task A_message_without_a_message_receipt_is_sent_again_as_the_same_transfer_with_the_same_octets()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("glomsk", Cancelled);
        var sent = await world.A.SendAsync(partner.Party);
        var waiting = await world.A.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
        Assert.IsType<RetryOutcome.Due>(await RetryAsync(world.A, sent.Id));
        await Poll.WaitForAsync("second transfer", () => Task.FromResult(partner.Requests == 2));
        var again = await world.A.WaitForAsync(sent, MessageStatus.WaitingForReceipt);

        // The partner's access point knew it as a duplicate: same MessageId, same references.
        Assert.Single(partner.Inbox.Taken);
        Assert.Equal((waiting.As4MessageId, waiting.Sealed, waiting.As4Timestamp), (again.As4MessageId, again.Sealed, again.As4Timestamp));
        Assert.Equal(2, await world.A.CountTriesAsync(sent.Id));
        Assert.Equal(
            ["SCHEDULED", "SCHEDULED", "SUBMITTED", "ACKNOWLEDGE", "WAITING_FOR_RECEIPT", "SCHEDULED_FOR_RESEND", "SUBMITTED", "ACKNOWLEDGE", "WAITING_FOR_RECEIPT"],
            (await world.A.EventsAsync(sent.Id)).Select(row => row.Code));
        (await partner.PostAsync(world.A, PartnerLetter.Receipt(partner.Party, world.A.Party, sent.XheId))).MustBeAcknowledged();
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
    }

    [Fact]
    [Rule("API-3.4")]
    public async Task A_failed_message_is_retried_when_its_receiver_is_back_and_arrives_in_the_same_conversation()
    {
        var world = await federation.WorldAsync();
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("borta"), cancellationToken: Cancelled);
        await receiver.StopAsync();
        var sent = await world.A.SendAsync(receiver.Party);
        var failed = await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        await receiver.StartAsync(Cancelled);

        var anew = Assert.IsType<RetryOutcome.Anew>(await RetryAsync(world.A, sent.Id));
        var arrived = await receiver.WaitForIncomingAsync(anew.XheId, MessageStatus.New);
        Assert.Equal(failed.ConversationId, arrived.ConversationId);
        Assert.Equal(0, await receiver.CountIncomingAsync(sent.XheId));
        Assert.Equal((MessageStatus.MessageExchangeError, anew.XheId), await world.A.Store.FindAsync(sent.Id, Cancelled) is { } kept ? (kept.Status, kept.RetriedAs) : default);
        Assert.Contains(await world.A.LogAsync(sent.XheId), row => row.Event == EventLog.MessageRetried);
    }

    [Fact]
    public async Task A_sealed_content_that_is_lost_sets_the_message_aside_at_once_although_it_is_read_while_it_is_sent()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(TestWorld.NewParty("slarvig"), environment => environment["Retry"] = new JsonObject { ["Attempts"] = 5, ["Span"] = "04:00:00" }, cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("avbrott", Cancelled);
        partner.OnAnswer = static (_, _) => null;
        var sent = await sender.SendAsync(partner.Party);
        var waiting = await sender.WaitForAsync(sent, MessageStatus.ScheduledForResend);
        await using (var db = sender.Get<Func<NodeDb>>()())
        {
            Assert.Equal(1, await db.Contents.Where(row => row.Id == waiting.Sealed).ExecuteDeleteAsync(Cancelled));
        }

        // What was committed lately is at hand; lost is what is not there either.
        sender.Get<OpenedStore>().Content.Delete(waiting.Sealed!.Value);
        Assert.IsType<RetryOutcome.Due>(await RetryAsync(sender, sent.Id));
        var alarm = await Poll.WaitForAsync("alarm", async () => (await sender.Get<AlarmList>().OpenAsync(Cancelled)).SingleOrDefault(row => row.Kind == AlarmKinds.DeadLetter));
        Assert.Equal((sent.XheId, $"The stored content {waiting.Sealed:N} is not there."), (alarm.Subject, alarm.Detail));
        Assert.IsType<EndOutcome.Ended>(await sender.Get<MessageEnd>().RunAsync(sent.Id, "anna", "lost", Cancelled));
        Assert.Empty(await sender.Get<AlarmList>().OpenAsync(Cancelled));
    }

    [Theory]
    [InlineData("environment")]
    [InlineData("participant")]
    [InlineData("type")]
    public async Task What_the_settings_no_longer_name_waits_without_losing_a_try_until_they_do(string missing)
    {
        var world = await federation.WorldAsync();
        var clock = new TestClock();
        var isMissing = false;
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("glomd"), clock: clock, settings: settings =>
        {
            if (isMissing)
            {
                Remove(settings, missing);
            }
        }, cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("tyst", Cancelled);
        partner.OnAnswer = static (_, _) => null;
        var sent = await node.SubmitAsync(partner.Party, DemoServices.BulkType, new MemoryStream([1, 2, 3]));
        await Poll.WaitForAsync("first try", async () => await node.CountTriesAsync(sent.Id) >= 1);
        await node.StopAsync();
        partner.OnAnswer = static (_, answer) => answer;

        isMissing = true;
        await node.StartAsync(Cancelled);
        clock.Advance(TimeSpan.FromMinutes(1));
        var alarm = await Poll.WaitForAsync("alarm", async () => (await node.Get<AlarmList>().OpenAsync(Cancelled)).SingleOrDefault(row => row.Kind == AlarmKinds.SettingsMissing));
        clock.Advance(TimeSpan.FromMinutes(6));
        await Poll.WaitForAsync("second look", async () => (await node.Get<AlarmList>().OpenAsync(Cancelled)).Any(row => row.Id == alarm.Id && row.Count == 2));
        var message = (await node.Store.FindAsync(sent.Id, Cancelled))!;
        Assert.False(message.Status.IsFinal());
        Assert.Single(await node.EventsAsync(sent.Id), row => row.Detail.Contains("settings no longer name", StringComparison.Ordinal));
        await node.StopAsync();

        isMissing = false;
        await node.StartAsync(Cancelled);
        await Poll.WaitForAsync("alarm closed", async () => !(await node.Get<AlarmList>().OpenAsync(Cancelled)).Any(row => row.Kind == AlarmKinds.SettingsMissing));
        clock.Advance(TimeSpan.FromMinutes(6));
        await node.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
    }

    // Another environment, participant or type stands where it was, so that the settings are in order.
    private static void Remove(JsonObject settings, string missing)
    {
        switch (missing)
        {
            case "environment":
                settings.DemoEnvironment()["Name"] = "annan";
                settings.DemoParticipant()["Environment"] = "annan";
                break;
            case "participant":
                settings.DemoParticipant()["Id"] = "0203:nagonannan.example";
                break;
            default:
                settings.DemoEnvironment().Remove("DocumentTypes");
                break;
        }
    }

    private static Task<RetryOutcome> RetryAsync(DemoNode node, Guid id) => node.Get<MessageRetry>().RunAsync(id, "anna", Cancelled);
}
