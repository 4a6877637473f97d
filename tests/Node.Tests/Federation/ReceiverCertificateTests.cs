using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation;

/// <summary>Receivers that must not be sent to: nothing may cross the wire (DIR-4, AP-1, AP-2).</summary>
public sealed class ReceiverCertificateTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("TF-02", Refuses = true)]
    [Rule("DIR-4.6", Refuses = true)]
    [Rule("AP-4", Refuses = true)]
    public async Task TF_02_Nothing_is_sent_to_an_access_point_whose_certificate_is_revoked_and_the_sender_is_told()
    {
        var world = await federation.WorldAsync();
        await using var receiver = await world.StartNodeAsync(TestWorld.NewParty("sparrad"), cancellationToken: Cancelled);
        world.Services.Pki.Revoke(receiver.Keys.AccessPoint.Certificate);

        await NothingIsSentAsync(world, receiver.Party, "revoked");
        Assert.Empty(world.ExchangesTo(receiver.Party));
    }

    [Fact]
    [Rule("TF-13", Refuses = true)]
    [Rule("DIR-4.6", Refuses = true)]
    public async Task TF_13_Nothing_is_sent_to_an_access_point_whose_certificate_has_expired()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("utgangen", Cancelled);
        var now = TimeProvider.System.GetUtcNow();
        using var expired = world.Services.Pki.Ap.Issue(partner.Party.PartyId, new IssueOptions { NotBefore = now.AddDays(-30), NotAfter = now.AddDays(-1) });
        world.Services.Publish(partner.Party, partner.Keys with { AccessPoint = expired }, partner.Address);

        await NothingIsSentAsync(world, partner.Party, "expired");
        Assert.Equal(0, partner.Requests);
    }

    [Fact]
    [Rule("TF-13", Refuses = true)]
    [Rule("DIR-5.4", Refuses = true)]
    public async Task TF_13_Nothing_is_sent_to_an_organisation_whose_encryption_certificate_has_expired()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("utgangen", Cancelled);
        var now = TimeProvider.System.GetUtcNow();
        using var expired = world.Services.Pki.O2O.Issue(partner.Party.Name, new IssueOptions { NotBefore = now.AddDays(-30), NotAfter = now.AddDays(-1) });
        world.Services.Publish(partner.Party, partner.Keys with { Organisation = expired }, partner.Address);

        await NothingIsSentAsync(world, partner.Party, "encrypt");
        Assert.Equal(0, partner.Requests);
    }

    [Fact]
    [Rule("DIR-4.5", Refuses = true)]
    public async Task Nothing_is_sent_to_an_access_point_with_the_certificate_of_another_environment()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("frammande", Cancelled);
        using var foreign = (await world.ForeignPkiAsync()).Ap.Issue(partner.Party.PartyId);
        world.Services.Publish(partner.Party, partner.Keys with { AccessPoint = foreign }, partner.Address);

        await NothingIsSentAsync(world, partner.Party, "certificate");
        Assert.Equal(0, partner.Requests);
    }

    [Fact]
    [Rule("AP-4", Refuses = true)]
    [Rule("DIR-2.3", Refuses = true)]
    public async Task A_receiver_that_is_not_registered_is_told_to_the_sender_at_once()
    {
        var world = await federation.WorldAsync();
        var party = TestWorld.NewParty("okand");
        world.Services.Federation.AddressBook.Set(new BookOrganization(ParticipantIdentifier.Parse(party.Participant).Value!, party.Name) { Functions = [new BookFunction(party.Function, "Registratur")] });
        await NothingIsSentAsync(world, party, "registered");
    }

    [Fact]
    [Rule("AP-1", Refuses = true)]
    [Rule("TF-16", Refuses = true)]
    public async Task TF_16_A_document_type_that_the_receivers_metadata_does_not_list_is_not_sent()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("sparsam", Cancelled);
        world.Services.Federation.Publish(new ParticipantPublication
        {
            Participant = ParticipantIdentifier.Parse(partner.Party.Participant).Value!,
            Documents = [DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ReceiptType],
            Endpoint = new Uri(partner.Address, "/as4"),
            AccessPoint = partner.Keys.AccessPoint.Certificate,
            Signing = [partner.Keys.Organisation.Certificate],
            Name = partner.Party.Name,
            Functions = [new BookFunction(partner.Party.Function, "Registratur")],
        });

        await NothingIsSentAsync(world, partner.Party, "not registered for the document type");
        Assert.Equal(0, partner.Requests);
    }

    [Fact]
    [Rule("AP-2", Refuses = true)]
    public async Task Nothing_is_sent_for_a_participant_that_is_not_registered_itself()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(TestWorld.NewParty("oregistrerad"), cancellationToken: Cancelled);
        world.Services.Federation.Unpublish(ParticipantIdentifier.Parse(sender.Party.Participant).Value!);

        var sent = await sender.SendAsync(world.B.Party);
        await sender.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Contains("AP-2", (await sender.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(0, await sender.CountTriesAsync(sent.Id));
        Assert.Equal(0, await world.B.CountIncomingAsync(sent.XheId));
    }

    private static async Task NothingIsSentAsync(TestWorld world, DemoParty receiver, string cause)
    {
        var sent = await world.A.SendAsync(receiver);
        var message = await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);

        Assert.Equal((MessageMark.Error, (string?)null), (message.Mark, message.As4MessageId));
        Assert.Equal(0, await world.A.CountTriesAsync(sent.Id));
        Assert.Contains(cause, (await world.A.EventsAsync(sent.Id))[^1].Detail, StringComparison.OrdinalIgnoreCase);
        var entry = Assert.Single(await world.A.LogAsync(sent.XheId));
        Assert.Equal(EventLog.MessageNotSent, entry.Event);
        Assert.Contains(cause, entry.Fault, StringComparison.OrdinalIgnoreCase);
    }
}
