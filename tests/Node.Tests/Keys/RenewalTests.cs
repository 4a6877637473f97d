using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Hosting;
using SdkNode.Node.Keys;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Keys;

/// <summary>
/// The drill of docs/operations/renew-certificates.md: under a steady flow of messages both ways all certificates of one node are renewed,
/// publication included, and no message is lost and none rejected.
/// </summary>
public sealed class RenewalTests(FederationFixture federation)
{
    private static readonly IssueOptions s_tls = new() { DnsNames = ["localhost", "127.0.0.1"] };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_certificates_are_renewed_under_a_steady_flow_and_no_message_is_lost_or_rejected()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("fornyad"), Patient, cancellationToken: Cancelled);
        await using var peer = await world.StartNodeAsync(TestWorld.NewParty("motpart"), Patient, cancellationToken: Cancelled);
        var pki = world.Services.Pki;
        var participant = node.Party.Participant;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var sent = new ConcurrentBag<(DemoNode From, DemoNode To, AcceptedSubmission Message)>();
        var flow = Task.WhenAll(FlowAsync(node, peer, sent, over.Token), FlowAsync(peer, node, sent, over.Token));
        await ArrivedAsync(sent, node, peer, 2);

        // 1. Order all three; the certificates in use say for whom.
        var (ap, tls, o2o) = (await RequestAsync(node, "ap"), await RequestAsync(node, "tls"), await RequestAsync(node, "o2o"));

        // 2. Take in what the issuers answer: nothing changes yet, but what is encrypted to the new ones can be opened.
        var before = Shown(node);
        using var newAp = await ImportAsync(node, pki.Ap.Answer(ap.Request!));
        using var newTls = await ImportAsync(node, pki.Tls.Answer(tls.Request!, s_tls));
        using var newO2O = await ImportAsync(node, pki.O2O.Answer(o2o.Request!));
        Assert.Equal(before, Shown(node));

        // 3. O2O: publish the new certificate beside the old one, then sign with it, then take the old one out.
        var publication = DemoServices.Publication(node.Party, node.Keys, node.Address);
        publication = publication with { Signing = [node.Keys.Organisation.Certificate, newO2O], Encryption = [newO2O] };
        await PublishAsync(world, peer, publication);
        await ActivateAsync(node, newO2O);
        await ArrivedAsync(sent, node, peer, 2);

        // 4. The access point: metadata names one certificate, so that both change at once; whoever has the old one looks up afresh (DIR-6).
        publication = publication with { AccessPoint = newAp };
        world.Services.Federation.Publish(publication);
        await ActivateAsync(node, newAp);
        await ArrivedAsync(sent, node, peer, 2);

        // 5. TLS: nothing is published.
        await ActivateAsync(node, newTls);
        await ArrivedAsync(sent, node, peer, 2);

        await over.CancelAsync();
        await flow;
        Assert.Equal([newAp.Thumbprint, newAp.Thumbprint, newTls.Thumbprint, newTls.Thumbprint, newO2O.Thumbprint, newO2O.Thumbprint], Shown(node));
        Assert.True(sent.Count >= 16, $"{sent.Count} messages");
        foreach (var (from, to, message) in sent)
        {
            await from.WaitForAsync(message, MessageStatus.Accepted);
            await to.WaitForIncomingAsync(message.XheId, MessageStatus.New);
            Assert.Equal(1, await to.CountIncomingAsync(message.XheId));
        }

        // 6. The old ones are kept for a day, since partners may still encrypt to them; then they go.
        var old = OwnKey.FingerprintOf(node.Keys.Organisation);
        Assert.Contains("less than a day", Refused(await Desk(node).RetireAsync(old, force: false, "anna", Cancelled)).Detail, StringComparison.Ordinal);
        Done(await Desk(node).RetireAsync(old, force: true, "anna", Cancelled));
        Assert.Contains(Lines(node), line => line.Fingerprint == old && line.State.StartsWith("retired", StringComparison.Ordinal));
        Assert.DoesNotContain(await node.Get<AlarmList>().OpenAsync(Cancelled), alarm => alarm.Kind == AlarmKinds.KeyMissing);
        Assert.Equal(participant, publication.Participant.Value);
    }

    [Fact]
    public async Task A_node_without_keys_starts_and_begins_to_work_when_they_come()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("nyborjare"), Patient, settings: static settings =>
        {
            settings.DemoEnvironment()["AccessPoint"] = new System.Text.Json.Nodes.JsonObject();
            settings.DemoEnvironment()["Tls"] = new System.Text.Json.Nodes.JsonObject();
            settings["Participants"]![0]!.AsObject().Remove("Signing");
        }, cancellationToken: Cancelled);
        var pki = world.Services.Pki;
        var missing = (await node.Get<AlarmList>().OpenAsync(Cancelled)).Where(alarm => alarm.Kind == AlarmKinds.KeyMissing).ToList();
        Assert.Equal(6, missing.Count);
        var waiting = await node.SendAsync(world.B.Party);
        await Poll.WaitForAsync("the wait", async () => (await node.EventsAsync(waiting.Id)).Any(step => step.Detail.Contains("There is no certificate for demo o2o-signing", StringComparison.Ordinal)));

        using var ap = await ImportAsync(node, pki.Ap.Answer((await RequestAsync(node, "ap", $"CN={node.Party.PartyId}, O={node.Party.Name}, C=SE")).Request!));
        using var tls = await ImportAsync(node, pki.Tls.Answer((await RequestAsync(node, "tls", "CN=localhost, C=SE")).Request!, s_tls));
        using var o2o = await ImportAsync(node, pki.O2O.Answer((await RequestAsync(node, "o2o", $"CN={node.Party.Name}, C=SE")).Request!));
        world.Services.Federation.Publish(DemoServices.Publication(node.Party, node.Keys, node.Address) with { AccessPoint = ap, Signing = [o2o], Encryption = [o2o] });
        await Poll.WaitForAsync("no gap", async () => !(await node.Get<AlarmList>().OpenAsync(Cancelled)).Any(alarm => alarm.Kind == AlarmKinds.KeyMissing));
        await node.WaitForAsync(waiting, MessageStatus.Accepted);
        var answer = await world.B.SendAsync(node.Party);
        await world.B.WaitForAsync(answer, MessageStatus.Accepted);
    }

    [Fact]
    public async Task An_own_certificate_that_is_revoked_stops_what_needs_it_and_nothing_else()
    {
        var world = await federation.WorldAsync();
        var party = TestWorld.NewParty("aterkallad");
        var keys = await DemoKeys.IssueAsync(world.Services.Pki, party, Cancelled);
        world.Services.Pki.Revoke(keys.Organisation.Certificate);
        await using var node = await world.StartNodeAsync(party, Patient, keys, cancellationToken: Cancelled);
        await using var peer = await world.StartNodeAsync(TestWorld.NewParty("motpart"), Patient, cancellationToken: Cancelled);
        await node.Get<CertificateWatch>().AskAsync(Cancelled);
        var alarm = Assert.Single(await node.Get<AlarmList>().OpenAsync(Cancelled), alarm => alarm.Kind == AlarmKinds.CertificateRevoked);
        Assert.Contains("revoked", alarm.Detail, StringComparison.Ordinal);

        // It signs no more; the access point's half goes on, and what has come can be opened.
        var message = await node.SendAsync(peer.Party);
        await Poll.WaitForAsync("the wait", async () => (await node.EventsAsync(message.Id)).Any(step => step.Detail.Contains("is not accepted", StringComparison.Ordinal)));
        Assert.Null(Setup(node).Participants[0].Keys.Signing);
        Assert.NotEmpty(Setup(node).Participants[0].Keys.Decryption);
        Assert.NotNull(Setup(node).Keys.Signing);

        using var renewed = await ImportAsync(node, world.Services.Pki.O2O.Answer((await RequestAsync(node, "o2o")).Request!));
        await PublishAsync(world, peer, DemoServices.Publication(node.Party, node.Keys, node.Address) with { Signing = [renewed], Encryption = [renewed] });
        await node.WaitForAsync(message, MessageStatus.Accepted);

        // Nobody uses it any more: what was to be told about it has been.
        await node.Get<CertificateWatch>().AskAsync(Cancelled);
        Assert.DoesNotContain(await node.Get<AlarmList>().OpenAsync(Cancelled), entry => entry.Kind is AlarmKinds.CertificateRevoked or AlarmKinds.KeyMissing);
    }

    private static void Patient(System.Text.Json.Nodes.JsonObject environment)
    {
        environment["Retry"] = new System.Text.Json.Nodes.JsonObject { ["Attempts"] = 8, ["Span"] = "00:00:20" };
        environment["MetadataCacheTime"] = "00:00:02";
    }

    private static async Task FlowAsync(DemoNode from, DemoNode to, ConcurrentBag<(DemoNode, DemoNode, AcceptedSubmission)> sent, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            sent.Add((from, to, await from.SendAsync(to.Party)));
            await Task.Delay(100, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Messages that were sent from now on have arrived, each way.
    private static async Task ArrivedAsync(ConcurrentBag<(DemoNode From, DemoNode To, AcceptedSubmission Message)> sent, DemoNode node, DemoNode peer, int count)
    {
        var known = sent.ToHashSet();
        foreach (var from in new[] { node, peer })
        {
            var fresh = await Poll.WaitForAsync("new messages", () => Task.FromResult(sent.Where(entry => entry.From == from && !known.Contains(entry)).ToList() is { } list && list.Count >= count ? list : null));
            foreach (var (_, _, message) in fresh)
            {
                await from.WaitForAsync(message, MessageStatus.Accepted);
            }
        }
    }

    // As long as partners may hold the old metadata: their cache time.
    private static async Task PublishAsync(TestWorld world, DemoNode peer, ParticipantPublication publication)
    {
        world.Services.Federation.Publish(publication);
        await Task.Delay(Setup(peer).Options.MetadataCacheTime + TimeSpan.FromMilliseconds(200), Cancelled);
    }

    private static EnvironmentSetup Setup(DemoNode node) => node.Get<EnvironmentRuntimes>().All[0].Setup;

    private static KeyDesk Desk(DemoNode node) => node.Get<KeyDesk>();

    private static async Task<KeyRow> RequestAsync(DemoNode node, string purpose, string? subject = null) =>
        Done(await Desk(node).RequestAsync(new RequestWish(new KeyPlace(null, purpose, null), subject, [], 3072, "anna"), Cancelled)).Row;

    private static async Task<X509Certificate2> ImportAsync(DemoNode node, X509Certificate2 certificate)
    {
        Done(await Desk(node).ImportAsync(new ImportWish(new KeyPlace(null, null, null), "answer.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), null, null, "anna"), Cancelled));
        return certificate;
    }

    private static async Task ActivateAsync(DemoNode node, X509Certificate2 certificate) =>
        Done(await Desk(node).ActivateAsync(certificate.GetCertHashString(HashAlgorithmName.SHA256), null, "anna", Cancelled));

    private static IReadOnlyList<KeyLine> Lines(DemoNode node) => KeyLine.All(node.Get<NodeSetup>(), []);

    private static IReadOnlyList<string?> Shown(DemoNode node)
    {
        var ring = node.Get<NodeSetup>().Keys;
        return [.. ring.Slots.Keys.OrderBy(slot => slot.Purpose).Select(slot => ring.Current(slot)?.Certificate.Thumbprint)];
    }

    private static KeyDone Done(Result<KeyDone, DeskFault> outcome)
    {
        Assert.True(outcome.TryGet(out var done, out var fault), fault?.Detail);
        return done;
    }

    private static DeskFault Refused(Result<KeyDone, DeskFault> outcome)
    {
        Assert.False(outcome.TryGet(out _, out var fault));
        return fault!;
    }
}
