using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Testbed.Federation;

namespace SdkNode.Node.Tests.Federation;

/// <summary>Directories that are down. A world of its own, since the others must not notice.</summary>
public sealed class OutageTests(FederationFixture federation) : IClassFixture<FederationFixture>
{
    private static readonly TimeSpan PastTheWait = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SMP")]
    [InlineData("DNS")]
    [InlineData("CRL and OCSP")]
    [Rule("O2O-4.3")]
    public async Task While_a_directory_is_down_an_envelope_waits_unopened_and_is_opened_when_it_is_back(string directory)
    {
        var world = await federation.WorldAsync();
        var clock = new TestClock();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("vantande"), clock: clock, cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("ny", Cancelled);
        if (directory == "CRL and OCSP")
        {
            // The access point and its TLS certificate are known to be good; the organisation's new key is not known yet.
            var known = await PartnerLetter.MessageAsync(partner.Party, node.Party);
            (await partner.PostAsync(node, known)).MustBeAcknowledged();
            await node.WaitForIncomingAsync(known.Id, MessageStatus.New);
        }

        using var newKey = world.Services.Pki.O2O.Issue(partner.Party.Participant[5..]);
        world.Services.Publish(partner.Party, partner.Keys with { Organisation = newKey }, partner.Address);
        Forget(node, partner);
        var letter = await PartnerLetter.MessageAsync(partner.Party, node.Party);
        Set(world, directory, down: true);
        try
        {
            var envelope = await letter.SealAsync(newKey, node);
            (await partner.Courier.PostAsync(partner.Courier.Address(node, letter.Header, envelope))).MustBeAcknowledged();
            var waiting = await node.WaitForIncomingAsync(letter.Id, MessageStatus.Retrieved);
            await Poll.WaitForAsync("note that it waits", async () => (await node.EventsAsync(waiting.Id)).Any(row => row.Detail.StartsWith("Not opened yet", StringComparison.Ordinal)));

            // Asked again while the directory is still down, it still waits.
            clock.Advance(PastTheWait);
            await Poll.WaitForAsync("second note", async () => (await node.EventsAsync(waiting.Id)).Count(row => row.Detail.StartsWith("Not opened yet", StringComparison.Ordinal)) == 2);
            waiting = await node.WaitForIncomingAsync(letter.Id, MessageStatus.Retrieved);
            Assert.Equal((MessageMark.None, (Guid?)null, (DateTimeOffset?)null), (waiting.Mark, waiting.Payload, waiting.ArrivedAt));
            Assert.NotNull(waiting.Sealed);
        }
        finally
        {
            Set(world, directory, down: false);
        }

        clock.Advance(PastTheWait);
        await node.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        Assert.True((await partner.Inbox.WaitForReceiptAsync(letter.Id)).IsAccepted);
    }

    [Fact]
    [Rule("DIR-6.3")]
    public async Task With_a_warm_cache_messages_go_on_while_SMP_and_DNS_are_down()
    {
        var world = await federation.WorldAsync();
        foreach (var (from, to) in new[] { (world.A, world.B), (world.B, world.A) })
        {
            await from.WaitForAsync(await from.SendAsync(to.Party), MessageStatus.Accepted);
        }

        Set(world, "SMP", down: true);
        Set(world, "DNS", down: true);
        try
        {
            await world.A.WaitForAsync(await world.A.SendAsync(world.B.Party), MessageStatus.Accepted);
        }
        finally
        {
            Set(world, "SMP", down: false);
            Set(world, "DNS", down: false);
        }
    }

    [Fact]
    [Rule("AP-4")]
    [Rule("DIR-2.4")]
    public async Task A_message_waits_for_an_SMP_that_is_down_and_is_sent_when_it_is_back()
    {
        var world = await federation.WorldAsync();
        await using var sender = await world.StartNodeAsync(
            TestWorld.NewParty("talig"), SettingsEdits.Patient, cancellationToken: Cancelled);
        Set(world, "SMP", down: true);
        Guid id;
        try
        {
            var sent = await sender.SendAsync(world.B.Party);
            id = sent.Id;
            await sender.WaitForAsync(sent, MessageStatus.ScheduledForResend);
        }
        finally
        {
            Set(world, "SMP", down: false);
        }

        await Poll.WaitForAsync("acceptance", async () => (await sender.Store.FindAsync(id, Cancelled))!.Status == MessageStatus.Accepted);
        Assert.Equal(1, await sender.CountTriesAsync(id));
    }

    [Fact]
    [Rule("AP-4", Refuses = true)]
    public async Task An_SMP_that_stays_down_is_told_to_the_sender_when_the_tries_are_used_up()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("onabar", Cancelled);
        Set(world, "SMP", down: true);
        try
        {
            var sent = await world.A.SendAsync(partner.Party);
            await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);
            Assert.Contains("SMP", (await world.A.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);
            Assert.Equal(0, await world.A.CountTriesAsync(sent.Id));
        }
        finally
        {
            Set(world, "SMP", down: false);
        }
    }

    private static void Set(TestWorld world, string directory, bool down)
    {
        switch (directory)
        {
            case "SMP":
                world.Services.Federation.Smp.Fault = down ? SmpFault.InternalError : SmpFault.None;
                break;
            case "DNS":
                world.Services.Federation.Dns.Fault = down ? DnsFault.ServerFailure : DnsFault.None;
                break;
            default:
                world.Services.Pki.CrlAvailable = world.Services.Pki.OcspAvailable = !down;
                break;
        }
    }

    private static void Forget(Demo.DemoNode node, TestPartner partner)
    {
        var participant = ParticipantIdentifier.Parse(partner.Party.Participant).Value!;
        var type = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc);
        var directory = node.Get<EnvironmentRuntimes>().All[0].Directory;
        directory.Forget(participant, type);
        directory.Forget(participant, type.ReceiptType);
    }
}
