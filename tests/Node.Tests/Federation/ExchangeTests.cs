using SdkNode.Envelope.Opening;
using SdkNode.Node.Demo;
using SdkNode.Node.Audit;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>Messages between two real nodes, all the way and back.</summary>
public sealed class ExchangeTests(FederationFixture federation)
{
    [Fact]
    [Rule("TF-01")]
    [Rule("API-3.1")]
    [Rule("RCPT-6.1")]
    public async Task TF_01_A_message_is_sent_and_its_message_receipt_ends_it_ACCEPTED()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        var message = await world.A.WaitForAsync(sent, MessageStatus.Accepted);

        Assert.Equal(MessageMark.None, message.Mark);
        Assert.NotNull(message.FinalAt);
        var codes = (await world.A.EventsAsync(sent.Id)).Select(row => row.Code).Distinct();
        Assert.Equal(["SCHEDULED", "SUBMITTED", "ACKNOWLEDGE", "WAITING_FOR_RECEIPT", "ACCEPTED"], codes);
        var receipt = await world.A.Store.FindReceiptAsync(DemoServices.Environment, world.A.Party.Participant, sent.XheId, TestContext.Current.CancellationToken);
        Assert.NotNull(receipt);
        Assert.Equal(("ACCEPTED", MessageStatus.New), (receipt.Verdict, receipt.Status));
        var content = await world.A.ReadReceiptAsync(receipt);
        Assert.Equal((receipt.XheId, sent.XheId), (content.Id, content.AnsweredId));
    }

    [Fact]
    [Rule("RCPT-1.2")]
    public async Task A_message_receipt_is_an_envelope_of_its_own_signed_not_encrypted_with_the_messages_functional_address()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        var message = await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        var receipt = await world.A.Store.FindReceiptAsync(DemoServices.Environment, world.A.Party.Participant, sent.XheId, TestContext.Current.CancellationToken);

        var envelope = (await EnvelopeOpener.VerifyAsync(() => world.A.Content.OpenRead(receipt!.Sealed!.Value), TestContext.Current.CancellationToken)).Value;
        Assert.NotNull(envelope?.Signer);
        Assert.Equal(world.B.Keys.Organisation.Certificate.Thumbprint, envelope.Signer.Thumbprint);
        Assert.False(envelope.Header.Encrypted);
        Assert.Equal(message.FunctionalAddress, envelope.Header.HandlingServiceId);
        Assert.NotEqual(message.XheId, envelope.Header.Id.Value);
    }

    [Fact]
    [Rule("TF-04")]
    [Rule("API-3.2")]
    [Rule("MSG-15.1")]
    [Rule("MSG-16")]
    [Rule("RCPT-1.1")]
    [Rule("RCPT-2")]
    public async Task TF_04_A_message_is_received_stored_once_and_answered_with_a_receipt()
    {
        var world = await federation.WorldAsync();
        var sent = await world.B.SendAsync(world.A.Party);
        await world.B.WaitForAsync(sent, MessageStatus.Accepted);
        var message = await world.A.WaitForIncomingAsync(sent.XheId, MessageStatus.New);

        var events = await world.A.EventsAsync(message.Id);
        Assert.Equal(["RETRIEVED", "RECEIPT_SENT", "NEW"], events.Select(row => row.Code).Distinct());
        Assert.NotNull(message.ArrivedAt);
        Assert.InRange(message.ArrivedAt.Value, message.CreatedAt, events[^1].At);
        Assert.Equal(1, await world.A.CountIncomingAsync(sent.XheId));

        // A receipt is never answered: what B got for its message is all that A has sent about it.
        var log = await world.B.LogAsync((await world.B.Store.FindReceiptAsync(DemoServices.Environment, world.B.Party.Participant, sent.XheId, TestContext.Current.CancellationToken))!.XheId);
        Assert.Equal([EventLog.MessageReceived], log.Select(row => row.Event));
    }

    [Fact]
    [Rule("TF-14")]
    [Rule("AP-5.1")]
    [Rule("AP-5.2")]
    [Rule("AP-5.3")]
    public async Task TF_14_The_event_logs_of_both_nodes_tell_the_exchange_and_no_content()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);

        var outgoing = Assert.Single(await world.A.LogAsync(sent.XheId));
        var incoming = Assert.Single(await world.B.LogAsync(sent.XheId));
        Assert.Equal((EventLog.MessageSent, Direction.Outgoing, world.B.Party.PartyId), (outgoing.Event, outgoing.Direction, outgoing.PeerParty));
        Assert.Equal((EventLog.MessageReceived, Direction.Incoming, world.A.Party.PartyId), (incoming.Event, incoming.Direction, incoming.PeerParty));
        Assert.Contains(world.B.Keys.AccessPoint.Certificate.Thumbprint, outgoing.PeerCertificate, StringComparison.Ordinal);
        Assert.Contains(world.A.Keys.AccessPoint.Certificate.Thumbprint, incoming.PeerCertificate, StringComparison.Ordinal);
        foreach (var entry in new[] { outgoing, incoming })
        {
            Assert.Equal(256, Convert.FromBase64String(entry.PeerSignature!).Length);
            Assert.Equal((world.A.Party.Participant, world.B.Party.Participant), (entry.From, entry.To));
            Assert.Equal((sent.XheId, sent.XheId), (entry.XheId, entry.ConversationId));
            Assert.Equal(TimeSpan.Zero, entry.At.Offset);
            Assert.Null(entry.Fault);
        }

        Assert.Equal(outgoing.As4MessageId, incoming.As4MessageId);
        Assert.Equal((world.A.Party.Participant, world.B.Party.Participant), (outgoing.Participant, incoming.Participant));
    }

    [Fact]
    [Rule("TF-08")]
    [Rule("AS4-8.1")]
    [Rule("MSG-14.2")]
    [Rule("XHE-7.5")]
    public async Task TF_08_An_envelope_of_70_MB_is_exchanged_and_arrives_unchanged()
    {
        const long atLeast = 70_000_000;
        var world = await federation.WorldAsync();

        // Base64 in the payload and Base64 of the ciphertext: 16/9.
        await using var octets = new RandomOctets((atLeast * 9 / 16) + 100_000);
        var sent = await world.A.SubmitAsync(world.B.Party, DemoServices.BulkType, octets);
        var outgoing = await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        var incoming = await world.B.WaitForIncomingAsync(sent.XheId, MessageStatus.New);

        Assert.InRange(incoming.EnvelopeBytes, atLeast, long.MaxValue);
        await using var original = world.A.Content.OpenRead(outgoing.Payload!.Value);
        await using var delivered = world.B.Content.OpenRead(incoming.Payload!.Value);
        Assert.Equal(
            await System.Security.Cryptography.SHA256.HashDataAsync(original, TestContext.Current.CancellationToken),
            await System.Security.Cryptography.SHA256.HashDataAsync(delivered, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Rule("TF-11")]
    public async Task TF_11_Twenty_messages_each_way_at_the_same_time_all_arrive_once()
    {
        const int each = 20;
        var world = await federation.WorldAsync();
        var outward = Enumerable.Range(0, each).Select(_ => world.A.SendAsync(world.B.Party));
        var back = Enumerable.Range(0, each).Select(_ => world.B.SendAsync(world.A.Party));
        var sent = await Task.WhenAll(outward.Concat(back));

        for (var i = 0; i < sent.Length; i++)
        {
            var (from, to) = i < each ? (world.A, world.B) : (world.B, world.A);
            await from.WaitForAsync(sent[i], MessageStatus.Accepted);
            await to.WaitForIncomingAsync(sent[i].XheId, MessageStatus.New);
            Assert.Equal(1, await to.CountIncomingAsync(sent[i].XheId));
            Assert.Equal(1, await from.CountTriesAsync(sent[i].Id));
        }
    }
}
