using Microsoft.EntityFrameworkCore;
using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation;

/// <summary>What happens when the way to the receiver is broken (AS4-7).</summary>
public sealed class DeliveryTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("TF-05", Refuses = true)]
    [Rule("AP-4", Refuses = true)]
    [Rule("AS4-7.3", Refuses = true)]
    public async Task TF_05_A_receiver_that_cannot_be_reached_is_tried_three_times_and_then_an_error()
    {
        var world = await federation.WorldAsync();
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("stangd"), cancellationToken: Cancelled);
        await receiver.StopAsync();

        var sent = await world.A.SendAsync(receiver.Party);
        var message = await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);

        Assert.Equal(MessageMark.Error, message.Mark);
        Assert.Equal(3, await world.A.CountTriesAsync(sent.Id));
        var events = await world.A.EventsAsync(sent.Id);
        Assert.Equal(
            ["SCHEDULED", "SCHEDULED", "SUBMITTED", "SCHEDULED_FOR_RESEND", "SUBMITTED", "SCHEDULED_FOR_RESEND", "SUBMITTED", "ERROR", "MESSAGE_EXCHANGE_ERROR"],
            events.Select(row => row.Code));
        Assert.Contains("refused", events[^1].Detail, StringComparison.OrdinalIgnoreCase);
        var log = await world.A.LogAsync(sent.XheId);
        Assert.Equal(3, log.Count(row => row.Event == EventLog.MessageNotSent && row.Fault is not null));
    }

    [Fact]
    [Rule("TF-05")]
    [Rule("AS4-7.1")]
    public async Task TF_05_A_receiver_that_comes_back_in_time_gets_the_message_once()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(TestWorld.NewParty("ihardig"), SettingsEdits.Patient, cancellationToken: Cancelled);
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("ater"), cancellationToken: Cancelled);
        await receiver.StopAsync();
        var sent = await sender.SendAsync(receiver.Party);
        await Poll.WaitForAsync("second try", async () => await sender.CountTriesAsync(sent.Id) >= 1);

        await receiver.StartAsync(Cancelled);
        await sender.WaitForAsync(sent, MessageStatus.Accepted);
        await receiver.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        Assert.Equal(1, await receiver.CountIncomingAsync(sent.XheId));
    }

    [Fact]
    [Rule("TF-15")]
    [Rule("AS4-7.1")]
    [Rule("AS4-7.4")]
    [Rule("CEF-TA10")]
    public async Task TF_15_A_message_whose_acknowledgement_was_lost_is_sent_again_and_delivered_once()
    {
        var world = await federation.WorldAsync();
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("tapp"), cancellationToken: Cancelled);
        await using var line = new BreakingLine(receiver.Address.Port, () => receiver.QueryAsync(db => db.Messages.AnyAsync(Cancelled)));
        world.Services.Publish(receiver.Party, receiver.Keys, line.Address);

        var sent = await world.A.SendAsync(receiver.Party);
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        await receiver.WaitForIncomingAsync(sent.XheId, MessageStatus.New);

        // As a rule the second try comes before the message receipt does; when it does not, there is no need for one.
        Assert.Equal(1, line.Broken);
        Assert.Equal(1, await receiver.CountIncomingAsync(sent.XheId));
        var as4Id = (await receiver.FindIncomingAsync(sent.XheId))!.As4MessageId!;

        // A try that is on its way when the message receipt comes is recorded at both ends a little later.
        var log = await Poll.WaitForAsync("as many entries as tries", async () => await receiver.LogAsync(as4Id) is var entries && entries.Count == await world.A.CountTriesAsync(sent.Id) ? entries : null);
        Assert.InRange(log.Count, 1, 2);
        string[] events = [EventLog.MessageReceived, EventLog.DuplicateAnswered];
        Assert.Equal(events.Take(log.Count), log.Select(row => row.Event));
    }

    [Fact]
    [Rule("TF-15")]
    [Rule("AS4-7.5")]
    [Rule("AS4-7.4", Refuses = true)]
    public async Task TF_15_The_same_transfer_again_gets_the_stored_receipts_octets_and_is_not_delivered_again()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var first = (await world.Partner.Courier.PostAsync(transfer)).MustBeAcknowledged();
        var again = (await world.Partner.Courier.PostAsync(transfer)).MustBeAcknowledged();

        Assert.Equal(first.Answer.ToArray(), again.Answer.ToArray());
        await DeliveredOnceAsync(world, letter);
    }

    [Fact]
    [Rule("TF-15")]
    [Rule("AS4-7.6")]
    public async Task TF_15_The_same_id_signed_anew_over_other_references_gets_a_new_receipt_and_is_not_delivered_again()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var first = (await world.Partner.Courier.PostAsync(transfer)).MustBeAcknowledged();
        var again = (await world.Partner.Courier.PostAsync(transfer with { Options = new As4SendOptions { SendTimestamp = true } })).MustBeAcknowledged();

        Assert.NotEqual(first.Receipt.MessageId, again.Receipt.MessageId);
        Assert.NotEqual(first.Receipt.References, again.Receipt.References);
        await DeliveredOnceAsync(world, letter);
    }

    [Fact]
    [Rule("TF-15")]
    [Rule("AS4-7.4", Refuses = true)]
    public async Task TF_15_The_same_transfer_on_four_connections_at_once_is_acknowledged_each_time_and_delivered_once()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Partner.Courier.PostAsync(transfer)));
        Assert.All(outcomes, outcome => outcome.MustBeAcknowledged());
        await DeliveredOnceAsync(world, letter);
    }

    [Fact]
    [Rule("DIR-6.2")]
    [Rule("AS4-7.9")]
    [Rule("PKI-10")]
    public async Task A_receiver_that_has_changed_its_access_point_key_is_looked_up_afresh_and_gets_the_message()
    {
        var world = await federation.WorldAsync();
        var party = TestWorld.NewParty("nyckelbyte");
        await using var before = await world.StartNodeAsync(party, cancellationToken: Cancelled);
        await world.A.WaitForAsync(await world.A.SendAsync(party), MessageStatus.Accepted);
        await before.StopAsync();

        var keys = before.Keys with { AccessPoint = world.Services.Pki.Ap.Issue(party.PartyId, new IssueOptions { KeyBits = 3072 }) };
        await using var after = await world.StartNodeAsync(party, environment => environment.Group("Listen")["Port"] = before.Address.Port, keys, cancellationToken: Cancelled);
        var sent = await world.A.SendAsync(party);
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        Assert.Single(await world.A.EventsAsync(sent.Id), row => row.Detail.Contains("looked up afresh", StringComparison.Ordinal));
        Assert.Equal(1, await after.CountIncomingAsync(sent.XheId));
    }

    [Fact]
    [Rule("AS4-7.1")]
    [Rule("AS4-4.6")]
    public async Task A_node_whose_answers_are_lost_resends_the_same_transfer_and_then_waits_for_the_message_receipt()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("stum", Cancelled);
        partner.OnAnswer = static (_, _) => null;

        var sent = await world.A.SendAsync(partner.Party);
        await world.A.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
        Assert.Equal(3, partner.Requests);
        Assert.Single(partner.Inbox.Taken);
        Assert.Contains(await world.A.EventsAsync(sent.Id), row => row.Detail.Contains("EBMS:0301", StringComparison.Ordinal));

        (await partner.PostAsync(world.A, PartnerLetter.Receipt(partner.Party, world.A.Party, sent.XheId))).MustBeAcknowledged();
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
    }

    [Fact]
    [Rule("AS4-7.8", Refuses = true)]
    [Rule("AP-4", Refuses = true)]
    public async Task A_message_that_the_receiving_access_point_does_not_serve_is_given_up_at_once()
    {
        var world = await federation.WorldAsync();
        var stranger = TestWorld.NewParty("flyttad") with { PartyId = world.B.Party.PartyId };
        world.Services.Publish(stranger, world.B.Keys, world.B.Address);

        var sent = await world.A.SendAsync(stranger);
        await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(1, await world.A.CountTriesAsync(sent.Id));
        Assert.Contains(As4Error.NotServiced, (await world.A.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);
    }

    private static async Task DeliveredOnceAsync(TestWorld world, PartnerLetter letter)
    {
        await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        Assert.Equal(1, await world.B.CountIncomingAsync(letter.Id));
        Assert.Single(await world.Partner.Inbox.ReceiptsForAsync(letter.Id));
    }
}
