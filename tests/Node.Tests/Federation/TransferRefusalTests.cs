using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Audit;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Tests.Federation;

/// <summary>Transfers that a node must not take.</summary>
public sealed class TransferRefusalTests(FederationFixture federation)
{
    [Fact]
    [Rule("TF-03", Refuses = true)]
    [Rule("AS4-SEC-4.3", Refuses = true)]
    public async Task TF_03_A_message_from_an_access_point_of_another_environment_is_refused()
    {
        var world = await federation.WorldAsync();
        using var foreign = (await world.ForeignPkiAsync()).Ap.Issue(world.Partner.Party.PartyId);
        await NotAuthenticatedAsync(world, foreign);
    }

    [Fact]
    [Rule("TF-03", Refuses = true)]
    [Rule("AS4-SEC-4.1", Refuses = true)]
    public async Task TF_03_So_is_one_from_another_issuer_under_the_same_root()
    {
        var world = await federation.WorldAsync();
        using var sibling = world.Services.Pki.Ap.CreateSibling("Accesspunkt CA-PEPPOL-TEST").Issue(world.Partner.Party.PartyId);
        await NotAuthenticatedAsync(world, sibling);
    }

    [Fact]
    [Rule("AS4-SEC-4.1", Refuses = true)]
    public async Task A_message_from_an_access_point_whose_certificate_is_revoked_is_refused()
    {
        var world = await federation.WorldAsync();
        using var revoked = world.Services.Pki.Ap.Issue(world.Partner.Party.PartyId);
        world.Services.Pki.Revoke(revoked.Certificate);
        await NotAuthenticatedAsync(world, revoked);
    }

    [Fact]
    [Rule("AS4-SEC-4.2", Refuses = true)]
    public async Task A_message_from_an_access_point_that_calls_itself_by_another_name_is_refused()
    {
        var world = await federation.WorldAsync();
        using var other = world.Services.Pki.Ap.Issue("AP-SOMEBODY-ELSE");
        await NotAuthenticatedAsync(world, other);
    }

    [Fact]
    [Rule("TF-16", Refuses = true)]
    [Rule("AS4-6", Refuses = true)]
    public async Task TF_16_A_document_type_that_is_not_served_here_is_NOT_SERVICED()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var action = $"{DocumentTypeIdentifier.Scheme}::urn:example:invoice::Invoice##1.0::tm-base-ext-sigenc";
        await NotServicedAsync(world, letter, transfer with { Message = transfer.Message with { Action = action } });
    }

    [Fact]
    [Rule("AS4-6", Refuses = true)]
    [Rule("RCPT-5", Refuses = true)]
    public async Task A_participant_that_is_not_served_here_is_NOT_SERVICED()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var properties = transfer.Message.Properties.Select(property => property.Name == As4Names.FinalRecipient ? property with { Value = "0203:okand.example" } : property);
        await NotServicedAsync(world, letter, transfer with { Message = transfer.Message with { Properties = [.. properties] } });
    }

    [Fact]
    [Rule("ID-8.3", Refuses = true)]
    [Rule("XHE-10.2", Refuses = true)]
    public async Task A_downgrade_to_an_unsigned_unencrypted_message_is_NOT_SERVICED()
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party);
        var plain = letter with { Header = letter.Header with { DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.Base), Encrypted = false } };
        var envelope = await plain.SealAsync(world.Partner.Keys.Organisation, world.B);
        await NotServicedAsync(world, plain, world.Partner.Courier.Address(world.B, plain.Header, envelope));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    [Rule("TF-17", Refuses = true)]
    [Rule("AS4-SEC-1.2", Refuses = true)]
    public async Task TF_17_A_time_stamp_that_is_ten_minutes_off_is_refused(int minutes)
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var outcome = await world.Partner.Courier.PostAsync(transfer with { Clock = new TestClock(TimeSpan.FromMinutes(minutes)), Options = new As4SendOptions { SendTimestamp = true, TimestampLifetime = TimeSpan.FromMinutes(1) } });
        outcome.MustBeRefused(As4ErrorCode.PolicyNoncompliance);
        Assert.Equal(0, await world.B.CountIncomingAsync(letter.Id));
    }

    [Fact]
    [Rule("TF-17", Refuses = true)]
    [Rule("AS4-7.8", Refuses = true)]
    public async Task TF_17_A_node_whose_clock_is_ten_minutes_ahead_is_told_so_and_gives_up()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(
            TestWorld.NewParty("fortidig"), environment => environment.Group("Transport")["SecurityTimestamp"] = true, clock: new TestClock(TimeSpan.FromMinutes(10)), cancellationToken: TestContext.Current.CancellationToken);
        var sent = await node.SendAsync(world.B.Party);
        await node.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(1, await node.CountTriesAsync(sent.Id));
        Assert.Contains(await node.EventsAsync(sent.Id), row => row.Detail.Contains("EBMS:0103", StringComparison.Ordinal));
        Assert.Equal(0, await world.B.CountIncomingAsync(sent.XheId));
    }

    [Fact]
    [Rule("TF-17")]
    [Rule("AS4-SEC-1.2")]
    public async Task TF_17_A_time_stamp_that_is_four_minutes_off_is_accepted()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var outcome = await world.Partner.Courier.PostAsync(transfer with { Clock = new TestClock(TimeSpan.FromMinutes(4)), Options = new As4SendOptions { SendTimestamp = true } });
        outcome.MustBeAcknowledged();
        await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.New);
    }

    [Fact]
    public async Task An_envelope_that_comes_again_under_ever_new_ids_is_refused_in_the_end()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        for (var i = 0; i < 20; i++)
        {
            (await world.Partner.Courier.PostAsync(Again(transfer))).MustBeAcknowledged();
        }

        (await world.Partner.Courier.PostAsync(Again(transfer))).MustBeRefused(As4ErrorCode.OtherError, As4Error.XheNotCompliant);
        Assert.Equal(20, await world.B.CountIncomingAsync(letter.Id));

        static PartnerTransfer Again(PartnerTransfer transfer) => transfer with { Message = transfer.Message with { MessageId = $"{Guid.NewGuid()}@{transfer.Message.From.Id}" } };
    }

    private static async Task NotAuthenticatedAsync(TestWorld world, KeyPair signing)
    {
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        (await world.Partner.Courier.PostAsync(transfer with { Signing = signing })).MustBeRefused(As4ErrorCode.FailedAuthentication);
        await RefusalIsLoggedAsync(world, letter, transfer);
    }

    private static async Task NotServicedAsync(TestWorld world, PartnerLetter letter, PartnerTransfer transfer)
    {
        (await world.Partner.Courier.PostAsync(transfer)).MustBeRefused(As4ErrorCode.OtherError, As4Error.NotServiced);
        await RefusalIsLoggedAsync(world, letter, transfer);
        Assert.Empty(await world.Partner.Inbox.ReceiptsForAsync(letter.Id));
    }

    private static async Task RefusalIsLoggedAsync(TestWorld world, PartnerLetter letter, PartnerTransfer transfer)
    {
        Assert.Equal(0, await world.B.CountIncomingAsync(letter.Id));
        var entry = Assert.Single(await world.B.LogAsync(transfer.Message.MessageId));
        Assert.Equal((EventLog.MessageRefused, Direction.Incoming), (entry.Event, entry.Direction));
        Assert.False(string.IsNullOrEmpty(entry.Fault));
        Assert.Equal(DemoServices.Environment, entry.Environment);
    }
}
