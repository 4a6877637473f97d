using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Audit;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation;

/// <summary>Who signed an envelope, what is in it, and which receipt it gets (O2O-4, RCPT-4).</summary>
public sealed class SignerTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("O2O-4.2", Refuses = true)]
    [Rule("RCPT-4.13", Refuses = true)]
    public async Task A_signer_that_the_sender_does_not_publish_is_REJECTED_SIG()
    {
        var world = await federation.WorldAsync();
        using var unpublished = world.Services.Pki.O2O.Issue(world.Partner.Party.Participant[5..]);
        await RejectedAsync(world, world.Partner, letter => letter.SealAsync(unpublished, world.B));
    }

    [Fact]
    [Rule("O2O-4.1", Refuses = true)]
    [Rule("RCPT-4.13", Refuses = true)]
    public async Task A_signer_whose_certificate_is_revoked_is_REJECTED_SIG()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("sparrad", Cancelled);
        world.Services.Pki.Revoke(partner.Keys.Organisation.Certificate);
        await RejectedAsync(world, partner, letter => letter.SealAsync(partner.Keys.Organisation, world.B));
    }

    [Fact]
    [Rule("O2O-4.1", Refuses = true)]
    public async Task A_signer_whose_certificate_has_expired_is_REJECTED_SIG()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("utgangen", Cancelled);
        var now = TimeProvider.System.GetUtcNow();
        using var expired = world.Services.Pki.O2O.Issue(partner.Party.Participant[5..], new IssueOptions { NotBefore = now.AddDays(-30), NotAfter = now.AddDays(-1) });
        world.Services.Publish(partner.Party, partner.Keys with { Organisation = expired }, partner.Address);
        await RejectedAsync(world, partner, letter => letter.SealAsync(expired, world.B));
    }

    [Fact]
    [Rule("O2O-4.1", Refuses = true)]
    public async Task A_signer_of_another_environment_is_REJECTED_SIG_although_the_sender_publishes_it()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("frammande", Cancelled);
        using var foreign = (await world.ForeignPkiAsync()).O2O.Issue(partner.Party.Participant[5..]);
        world.Services.Publish(partner.Party, partner.Keys with { Organisation = foreign }, partner.Address);
        await RejectedAsync(world, partner, letter => letter.SealAsync(foreign, world.B));
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("altered")]
    [Rule("O2O-3.6", Refuses = true)]
    [Rule("O2O-3.8", Refuses = true)]
    [Rule("O2O-1.2", Refuses = true)]
    public async Task An_envelope_whose_signature_is_missing_or_wrong_is_REJECTED_SIG_and_not_decrypted(string what)
    {
        var world = await federation.WorldAsync();
        await RejectedAsync(world, world.Partner, async letter =>
        {
            var envelope = await letter.SealAsync(world.Partner.Keys.Organisation, world.B);
            var text = what == "unsigned"
                ? PartnerLetter.Unsign(envelope)
                : Encoding.UTF8.GetString(envelope).Replace("<xenc:CipherValue>", "<xenc:CipherValue> ", StringComparison.Ordinal);
            return Encoding.UTF8.GetBytes(text);
        });
    }

    [Fact]
    [Rule("RCPT-5", Refuses = true)]
    public async Task A_sender_that_is_not_registered_gets_no_message_receipt()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("oregistrerad", Cancelled);
        world.Services.Federation.Unpublish(ParticipantIdentifier.Parse(partner.Party.Participant).Value!);
        var letter = await PartnerLetter.MessageAsync(partner.Party, world.B.Party);
        (await partner.PostAsync(world.B, letter)).MustBeAcknowledged();

        var message = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.MessageExchangeError);
        Assert.Equal((MessageMark.Error, (Guid?)null), (message.Mark, message.Payload));
        Assert.Contains(await world.B.LogAsync(letter.Id), row => row.Event == EventLog.EnvelopeRefused);
        Assert.Equal(0, partner.Requests);
    }

    [Fact]
    [Rule("O2O-4.3")]
    public async Task A_sender_that_DNS_does_not_know_for_a_moment_gets_its_message_receipt()
    {
        var world = await federation.WorldAsync();
        var clock = new TestClock();
        await using var node = await world.StartNodeAsync(
            TestWorld.NewParty("talmodig"), environment => environment["UnregisteredSender"] = new JsonObject { ["Answers"] = 4, ["Span"] = "00:30:00" }, clock: clock, cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("blinkande", Cancelled);
        world.Services.Federation.Unpublish(ParticipantIdentifier.Parse(partner.Party.Participant).Value!);
        var letter = await PartnerLetter.MessageAsync(partner.Party, node.Party);
        (await partner.PostAsync(node, letter)).MustBeAcknowledged();
        for (var answers = 1; answers <= 3; answers++)
        {
            var waiting = await node.WaitForIncomingAsync(letter.Id, MessageStatus.Retrieved);
            await Poll.WaitForAsync($"answer {answers}", async () => (await node.EventsAsync(waiting.Id)).Count(step => step.Title == "not-registered") == answers);
            clock.Advance(answers < 3 ? TimeSpan.FromMinutes(8) : TimeSpan.Zero);
        }

        world.Services.Publish(partner.Party, partner.Keys, partner.Address);
        clock.Advance(TimeSpan.FromMinutes(25));
        await node.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        Assert.True((await partner.Inbox.WaitForReceiptAsync(letter.Id)).IsAccepted);
    }

    [Fact]
    [Rule("RCPT-5", Refuses = true)]
    [Rule("O2O-2.7", Refuses = true)]
    public async Task A_message_encrypted_for_somebody_else_gets_no_message_receipt()
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party);
        var envelope = await letter.SealAsync(world.Partner.Keys.Organisation, world.A);
        (await world.Partner.Courier.PostAsync(world.Partner.Courier.Address(world.B, letter.Header, envelope))).MustBeAcknowledged();

        var message = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.MessageExchangeError);
        Assert.Equal((MessageMark.Error, (Guid?)null), (message.Mark, message.Payload));
        Assert.Empty(await world.Partner.Inbox.ReceiptsForAsync(letter.Id));
    }

    [Fact]
    [Rule("RCPT-4.14", Refuses = true)]
    [Rule("XHE-10.2", Refuses = true)]
    public async Task A_message_that_is_signed_and_not_encrypted_is_REJECTED_SIG()
    {
        var world = await federation.WorldAsync();
        await RejectedAsync(world, world.Partner, async letter =>
        {
            var plain = letter with { Header = letter.Header with { DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.Base), Encrypted = false } };
            var envelope = await plain.SealAsync(world.Partner.Keys.Organisation, world.B);
            return await PartnerLetter.RewriteAsync(envelope, world.Partner.Keys.Organisation, text => text.Replace("::tm-base<", "::tm-base-ext-sigenc<", StringComparison.Ordinal));
        });
    }

    [Fact]
    [Rule("RCPT-4.6", Refuses = true)]
    [Rule("API-3.7")]
    public async Task A_message_id_that_comes_again_in_a_new_transfer_is_REJECTED_duplicate_and_the_first_stays()
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party);
        (await world.Partner.PostAsync(world.B, letter)).MustBeAcknowledged();
        var first = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        (await world.Partner.PostAsync(world.B, letter)).MustBeAcknowledged();

        await Poll.WaitForAsync("second message receipt", async () => (await world.Partner.Inbox.ReceiptsForAsync(letter.Id)).Count == 2);
        var rejected = Assert.Single(await world.Partner.Inbox.ReceiptsForAsync(letter.Id), receipt => !receipt.IsAccepted);
        var line = Assert.Single(rejected.Lines);
        Assert.Equal((LineCode.Business, ReasonCode.Duplicate), (line.Code, line.Reason));
        var still = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        Assert.Equal((first.ArrivedAt, first.Payload), (still.ArrivedAt, still.Payload));
    }

    [Fact]
    [Rule("RCPT-4.8", Refuses = true)]
    [Rule("API-3.2", Refuses = true)]
    public async Task A_functional_address_that_does_not_exist_here_is_REJECTED_not_found_and_never_NEW()
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party with { Function = "finns.inte" });
        (await world.Partner.PostAsync(world.B, letter)).MustBeAcknowledged();

        var line = Assert.Single((await world.Partner.Inbox.WaitForReceiptAsync(letter.Id)).Lines);
        Assert.Equal((LineCode.Business, ReasonCode.NotFound), (line.Code, line.Reason));
        var message = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.MessageExchangeError);
        Assert.Equal((MessageMark.Rejected, (DateTimeOffset?)null), (message.Mark, message.ArrivedAt));
    }

    [Fact]
    [Rule("RCPT-4.11", Refuses = true)]
    [Rule("MSG-8.2", Refuses = true)]
    public async Task A_message_that_names_another_sender_than_its_envelope_is_REJECTED_security()
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party with { Participant = world.A.Party.Participant }, world.B.Party);
        letter = letter with { Header = letter.Header with { From = ParticipantIdentifier.Parse(world.Partner.Party.Participant).Value! } };
        (await world.Partner.PostAsync(world.B, letter)).MustBeAcknowledged();

        var receipt = await world.Partner.Inbox.WaitForReceiptAsync(letter.Id);
        Assert.Contains(receipt.Lines, line => (line.Code, line.Reason) == (LineCode.Business, ReasonCode.Security));
        await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.MessageExchangeError);
    }

    private static async Task RejectedAsync(TestWorld world, TestPartner partner, Func<PartnerLetter, Task<byte[]>> seal)
    {
        var letter = await PartnerLetter.MessageAsync(partner.Party, world.B.Party);
        (await partner.Courier.PostAsync(partner.Courier.Address(world.B, letter.Header, await seal(letter)))).MustBeAcknowledged();

        var line = Assert.Single((await partner.Inbox.WaitForReceiptAsync(letter.Id)).Lines);
        Assert.Equal((LineCode.Signature, ReasonCode.Security), (line.Code, line.Reason));
        var message = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.MessageExchangeError);
        Assert.Equal((MessageMark.Rejected, (Guid?)null, (DateTimeOffset?)null), (message.Mark, message.Payload, message.ArrivedAt));
        Assert.Contains(await world.B.LogAsync(letter.Id), row => row.Event == EventLog.EnvelopeRefused);
    }
}
