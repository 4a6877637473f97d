using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Partners;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Partners;

/// <summary>What a node remembers of the partners that it has met, and how it watches those that matter.</summary>
public sealed class PartnersTests(FederationFixture federation)
{
    private static readonly string s_type = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_is_remembered_with_what_came_and_went_and_its_certificates_are_judged()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("minns"), cancellationToken: Cancelled);
        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
        await node.Get<PartnerBook>().WriteAsync(Cancelled);
        await node.Get<PartnerCertificateWatch>().RunAsync(Cancelled);

        // The message receipt came the other way.
        var partner = Assert.Single(await node.Get<PartnerList>().ListAsync(null, Cancelled));
        Assert.Equal((world.B.Party.PartyId, world.B.Party.Participant, 1, 1, 0, false), (partner.Party, partner.Participant, partner.Sent, partner.Received, partner.Faults, partner.IsFailing));
        Assert.Equal(new Uri(world.B.Address, "/as4").AbsoluteUri, partner.Endpoint);
        var view = Assert.Single(await node.Get<PartnerList>().FindAsync(world.B.Party.Participant, Cancelled));
        Assert.Equal(["ap", "o2o"], view.Certificates.Select(met => met.Purpose).Distinct().Order(StringComparer.Ordinal));
        Assert.All(view.Certificates, met => Assert.True(met.JudgedAt is not null && met.Fault is null, met.Fault));
        Assert.Contains(await node.QueryAsync(db => db.PartnerCertificates.AsNoTracking().ToListAsync(Cancelled)), row => row.Purpose == Node.Trust.TrustPurpose.Tls);

        // Written again, nothing is counted twice.
        await node.Get<PartnerBook>().WriteAsync(Cancelled);
        Assert.Equal(partner, Assert.Single(await node.Get<PartnerList>().ListAsync(null, Cancelled)));
        Assert.Empty(await node.Get<PartnerList>().ListAsync("another", Cancelled));
    }

    [Fact]
    public async Task A_fault_is_remembered_with_its_message_until_something_good_comes()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("trasslig"), environment => environment.Patient(), cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("felande", Cancelled);
        partner.OnAnswer = static (number, answer) => number == 1 ? null : answer;
        var sent = await node.SendAsync(partner.Party);
        await node.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
        await node.Get<PartnerBook>().WriteAsync(Cancelled);
        var line = Assert.Single(await node.Get<PartnerList>().ListAsync(null, Cancelled));
        Assert.Equal((1, 1, sent.XheId, false), (line.Sent, line.Faults, line.FaultMessage, line.IsFailing));
        Assert.NotEmpty(line.Fault!);

        partner.OnAnswer = static (_, _) => null;
        await node.SendAsync(partner.Party);
        await Poll.WaitForAsync("fault", async () =>
        {
            await node.Get<PartnerBook>().WriteAsync(Cancelled);
            return (await node.Get<PartnerList>().ListAsync(null, Cancelled)).SingleOrDefault(partner => partner.IsFailing);
        });
    }

    [Fact]
    public async Task What_a_peer_only_claims_to_be_is_remembered_nowhere()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("vaksam"), cancellationToken: Cancelled);
        using var foreign = (await world.ForeignPkiAsync()).Ap.Issue(world.Partner.Party.PartyId);
        var (_, transfer) = await world.Partner.PrepareMessageAsync(node);
        Assert.IsNotType<As4.Sending.As4Acknowledged>(await world.Partner.Courier.PostAsync(transfer with { Signing = foreign }));
        await node.Get<PartnerBook>().WriteAsync(Cancelled);
        Assert.Empty(await node.Get<PartnerList>().ListAsync(null, Cancelled));
        Assert.DoesNotContain(await node.QueryAsync(db => db.PartnerCertificates.AsNoTracking().ToListAsync(Cancelled)), row => row.Purpose == Node.Trust.TrustPurpose.AccessPoint);
    }

    [Fact]
    public async Task A_certificate_in_use_that_is_revoked_is_an_alarm_until_a_newer_one_is_met()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("granskar"), cancellationToken: Cancelled);
        var (watch, met) = (node.Get<PartnerCertificateWatch>(), node.Get<SdkNode.Node.Hosting.EnvironmentRuntimes>().All[0].Met);
        using var old = world.Services.Pki.Ap.Issue("AP-FORNYAR");
        met.Met(Node.Trust.TrustPurpose.AccessPoint, "AP-FORNYAR", old.Certificate);
        await node.Get<PartnerBook>().WriteAsync(Cancelled);
        world.Services.Pki.Revoke(old.Certificate);
        await watch.RunAsync(Cancelled);
        var alarm = Assert.Single(await AlarmsAsync(node));
        Assert.StartsWith("AP-FORNYAR ", alarm.Subject, StringComparison.Ordinal);
        Assert.Contains("revoked", alarm.Detail, StringComparison.Ordinal);

        using var renewed = world.Services.Pki.Ap.Issue("AP-FORNYAR");
        met.Met(Node.Trust.TrustPurpose.AccessPoint, "AP-FORNYAR", renewed.Certificate);
        await node.Get<PartnerBook>().WriteAsync(Cancelled);
        await watch.RunAsync(Cancelled);
        Assert.Empty(await AlarmsAsync(node));

        static async Task<List<AlarmRow>> AlarmsAsync(DemoNode node) => [.. (await node.Get<AlarmList>().OpenAsync(Cancelled)).Where(row => row.Kind == AlarmKinds.PartnerCertificate)];
    }

    [Fact]
    public async Task A_watched_partner_that_does_not_answer_is_an_alarm_until_it_does()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("vaktad", Cancelled);
        partner.OnAnswer = static (_, _) => null;
        await using var node = await world.StartNodeAsync(
            TestWorld.NewParty("vaktar"), environment => environment["Monitoring"] = new JsonObject { ["Participants"] = new JsonArray(partner.Party.Participant, "0203:nowhere.example"), ["Every"] = "00:01:00" }, cancellationToken: Cancelled);
        var alarms = await MonitoredAsync(open => open.Count == 2);
        Assert.StartsWith("Test service: ", alarms[partner.Party.Participant].Detail, StringComparison.Ordinal);
        Assert.StartsWith("Where the access point is: ", alarms["0203:nowhere.example"].Detail, StringComparison.Ordinal);
        Assert.All(alarms.Values, alarm => Assert.NotEmpty(alarm.Remedy));

        partner.OnAnswer = static (_, answer) => answer;
        Assert.Equal("0203:nowhere.example", Assert.Single(await MonitoredAsync(open => open.Count == 1)).Key);
        await node.Get<PartnerBook>().WriteAsync(Cancelled);
        var line = Assert.Single(await node.Get<PartnerList>().ListAsync(null, Cancelled));
        Assert.True(line is { PingFault: null, PingedAt: not null, IsFailing: false });

        // The node watches by itself too, and may be in the middle of it.
        Task<Dictionary<string, AlarmRow>> MonitoredAsync(Func<Dictionary<string, AlarmRow>, bool> isThere) => Poll.WaitForAsync("such alarms of what is watched", async () =>
        {
            await node.QueryAsync(db => db.Jobs.Where(row => row.Name.StartsWith("monitoring")).ExecuteDeleteAsync(Cancelled));
            await node.Get<PartnerMonitoring>().RunAsync(Cancelled);
            var open = (await node.Get<AlarmList>().OpenAsync(Cancelled)).Where(row => row.Kind == AlarmKinds.MonitoringFailed).ToDictionary(row => row.Subject);
            return isThere(open) ? open : null;
        });
    }

    [Fact]
    public async Task An_access_point_that_was_met_is_pinged_and_shown_by_its_party_id()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("fragar"), cancellationToken: Cancelled);
        using var admin = await ApiClient.AdministerAsync(node, "urn:sdknode:admin:read", "urn:sdknode:admin:operate");
        Assert.Equal(world.B.Party.PartyId, await node.Get<PartnerList>().ParticipantOfAsync(DemoServices.Environment, world.B.Party.PartyId, Cancelled));
        Assert.True((await node.Get<PartnerPing>().RunAsync(DemoServices.Environment, world.B.Party.Participant, s_type, Cancelled)).IsGood);
        await node.Get<PartnerBook>().WriteAsync(Cancelled);

        using var answer = await admin.Http.PostAsync($"/admin/v1/ping?environment={DemoServices.Environment}&participant={world.B.Party.PartyId}", null, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Contains("A valid receipt", text, StringComparison.Ordinal);
        var listed = await admin.GetAsync("/admin/v1/partners");
        Assert.Equal(world.B.Party.PartyId, listed[0].GetProperty("party").GetString());
        var shown = await admin.GetAsync($"/admin/v1/partners/{world.B.Party.PartyId}");
        Assert.Equal("ap", shown[0].GetProperty("certificates")[0].GetProperty("purpose").GetString());
        await admin.GetAsync("/admin/v1/partners/AP-NOBODY", System.Net.HttpStatusCode.NotFound);
    }
}
