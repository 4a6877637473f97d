using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Demo;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>What message receipts, good, bad, late and missing, do to the message that they answer (RCPT-6).</summary>
public sealed class MessageReceiptTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("RCPT-6.1")]
    [Rule("API-3.5")]
    public async Task A_rejection_ends_the_message_and_its_lines_stand_in_the_timeline()
    {
        var world = await federation.WorldAsync();
        var sent = await WaitingAsync(world, world.Partner);
        var line = ReceiptLine.At(LineCode.Business, ReasonCode.NotFound, "Finns inte.", "/messagePayload/message");
        (await world.Partner.PostAsync(world.A, PartnerLetter.Receipt(world.Partner.Party, world.A.Party, sent.XheId, line))).MustBeAcknowledged();

        var message = await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(MessageMark.Rejected, message.Mark);
        var shown = Assert.Single(await world.A.EventsAsync(sent.Id), row => row.Code == LineCode.Business);
        Assert.Equal((line.Reason, line.Text, line.LineId), (shown.Title, shown.Detail, shown.In));
    }

    [Fact]
    [Rule("RCPT-6.2", Refuses = true)]
    public async Task A_receipt_from_another_participant_than_the_receiver_changes_nothing()
    {
        var world = await federation.WorldAsync();
        var sent = await WaitingAsync(world, world.Partner);
        await using var stranger = await world.StartPartnerAsync("obehorig", Cancelled);
        var receipt = PartnerLetter.Receipt(stranger.Party, world.A.Party, sent.XheId);
        (await stranger.PostAsync(world.A, receipt)).MustBeAcknowledged();

        await world.A.WaitForIncomingAsync(receipt.Id, MessageStatus.MessageExchangeError);
        await StillWaitingAsync(world, sent);
    }

    [Fact]
    [Rule("RCPT-6.2", Refuses = true)]
    public async Task A_receipt_that_names_another_sender_inside_than_its_envelope_changes_nothing()
    {
        var world = await federation.WorldAsync();
        var sent = await WaitingAsync(world, world.Partner);
        await using var stranger = await world.StartPartnerAsync("obehorig", Cancelled);
        var inside = PartnerLetter.Receipt(world.Partner.Party, world.A.Party, sent.XheId);
        var receipt = PartnerLetter.Receipt(stranger.Party, world.A.Party, sent.XheId) with { Payload = inside.Payload };
        (await stranger.PostAsync(world.A, receipt)).MustBeAcknowledged();

        await world.A.WaitForIncomingAsync(receipt.Id, MessageStatus.MessageExchangeError);
        await StillWaitingAsync(world, sent);
    }

    [Fact]
    [Rule("RCPT-6.2", Refuses = true)]
    public async Task A_receipt_signed_by_somebody_that_the_receiver_does_not_publish_changes_nothing()
    {
        var world = await federation.WorldAsync();
        var sent = await WaitingAsync(world, world.Partner);
        using var unpublished = world.Services.Pki.O2O.Issue(world.Partner.Party.Name);
        var receipt = PartnerLetter.Receipt(world.Partner.Party, world.A.Party, sent.XheId);
        var envelope = await receipt.SealAsync(unpublished, world.A);
        (await world.Partner.Courier.PostAsync(world.Partner.Courier.Address(world.A, receipt.Header, envelope))).MustBeAcknowledged();

        await world.A.WaitForIncomingAsync(receipt.Id, MessageStatus.MessageExchangeError);
        var message = await world.A.Store.FindAsync(sent.Id, Cancelled);
        Assert.Equal(MessageStatus.WaitingForReceipt, message!.Status);
    }

    [Fact]
    [Rule("RCPT-6.3")]
    [Rule("API-3.3")]
    public async Task The_first_receipt_decides_and_a_repeated_or_contrary_one_is_only_recorded()
    {
        var world = await federation.WorldAsync();
        var sent = await WaitingAsync(world, world.Partner);
        (await world.Partner.PostAsync(world.A, PartnerLetter.Receipt(world.Partner.Party, world.A.Party, sent.XheId))).MustBeAcknowledged();
        var closed = await world.A.WaitForAsync(sent, MessageStatus.Accepted);

        foreach (var lines in new ReceiptLine[][] { [], [ReceiptLine.Security("Ändrat mig.")] })
        {
            var later = PartnerLetter.Receipt(world.Partner.Party, world.A.Party, sent.XheId, lines);
            (await world.Partner.PostAsync(world.A, later)).MustBeAcknowledged();
            await world.A.WaitForIncomingAsync(later.Id, MessageStatus.New);
        }

        var message = await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        Assert.Equal((closed.FinalAt, MessageMark.None), (message.FinalAt, message.Mark));
        Assert.Equal(2, (await world.A.EventsAsync(sent.Id)).Count(row => row.Detail.Contains("later message receipt", StringComparison.Ordinal)));
    }

    [Fact]
    [Rule("RCPT-6.3")]
    [Rule("RCPT-6.4", Refuses = true)]
    public async Task Without_a_receipt_in_time_the_message_ends_and_a_late_one_is_only_recorded()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(
            TestWorld.NewParty("otalig"), environment => environment["MessageReceiptTimeout"] = "00:00:00.100", cancellationToken: Cancelled);
        var sent = await sender.SendAsync(world.Partner.Party);
        var ended = await sender.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(MessageMark.Error, ended.Mark);
        Assert.Contains("No message receipt received", (await sender.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);

        var late = PartnerLetter.Receipt(world.Partner.Party, sender.Party, sent.XheId);
        (await world.Partner.PostAsync(sender, late)).MustBeAcknowledged();
        await sender.WaitForIncomingAsync(late.Id, MessageStatus.New);
        var message = await sender.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(ended.FinalAt, message.FinalAt);
        Assert.Contains("later message receipt ACCEPTED", (await sender.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("API-3.6", Refuses = true)]
    public async Task When_our_message_receipt_cannot_be_delivered_the_message_ends_and_stays_readable()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("lomhord", Cancelled);
        partner.OnAnswer = static (_, _) => null;
        var letter = await PartnerLetter.MessageAsync(partner.Party, world.B.Party);
        (await partner.PostAsync(world.B, letter)).MustBeAcknowledged();

        var message = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.MessageExchangeError);
        Assert.Equal(3, partner.Requests);
        Assert.Equal(MessageMark.Error, message.Mark);
        Assert.NotNull(message.ArrivedAt);
        await using var content = world.B.Content.OpenRead(message.Payload!.Value);
        Assert.Equal(message.PayloadBytes, content.Length);
    }

    private static async Task<AcceptedSubmission> WaitingAsync(TestWorld world, TestPartner receiver)
    {
        var sent = await world.A.SendAsync(receiver.Party);
        await world.A.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
        return sent;
    }

    private static async Task StillWaitingAsync(TestWorld world, AcceptedSubmission sent)
    {
        var message = await world.A.Store.FindAsync(sent.Id, Cancelled);
        Assert.Equal(MessageStatus.WaitingForReceipt, message!.Status);
        Assert.Contains("A message receipt was refused", (await world.A.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);
    }
}
