using System.Text.Json.Nodes;
using SdkNode.As4.Receiving;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Demo;
using SdkNode.Node.Health;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Drills;

/// <summary>
/// The drill "why did it fail": twelve planted faults, and for each what an administrator types and reads. The cause and what to do must
/// stand there in words, so that nobody needs the source.
/// </summary>
public sealed class WhyDidItFailTests(FederationFixture federation, PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_whose_access_point_certificate_has_expired()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("utgangen", Cancelled);
        var now = TimeProvider.System.GetUtcNow();
        using var expired = world.Services.Pki.Ap.Issue(partner.Party.PartyId, new IssueOptions { NotBefore = now.AddDays(-30), NotAfter = now.AddDays(-1) });
        world.Services.Publish(partner.Party, partner.Keys with { AccessPoint = expired }, partner.Address);
        await ShownAsync(world.A, await SentAsync(world.A, partner.Party), "-TEST expired 20", "certificate cannot be used: tell its operator");
        await LookedUpAsync(world.A, partner.Party, "-TEST expired 20", "certificate cannot be used: tell its operator");
    }

    [Fact]
    public async Task A_wrong_SML_zone_in_our_own_settings()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("felzon"), environment => environment["Sml"]!["Zone"] = "wrong.example", cancellationToken: Cancelled);
        await ShownAsync(node, await SentAsync(node, world.B.Party), "wrong.example", "the environment's SML zone");
        await LookedUpAsync(node, world.B.Party, "wrong.example", "the environment's SML zone");
    }

    [Fact]
    public async Task Metadata_that_a_stranger_has_signed()
    {
        var world = await federation.WorldAsync();
        await using var strangers = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions { Environment = "STRANGER", AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, Cancelled);
        await using var own = await TestFederation.StartAsync(strangers, new TestFederationOptions(), Cancelled);
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("lurad"), environment => environment["Sml"] = Sml(own), cancellationToken: Cancelled);
        own.Publish(DemoServices.Publication(node.Party, node.Keys, node.Address));
        own.Publish(DemoServices.Publication(world.B.Party, world.B.Keys, world.B.Address));
        await ShownAsync(node, await SentAsync(node, world.B.Party), "Signer of the metadata", "the answer does not come from the federation's SMP: report it");
        await LookedUpAsync(node, world.B.Party, "STRANGER", "the environment's SMP trust anchors");
    }

    [Fact]
    public async Task A_receiver_that_is_registered_for_another_document_type()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("sparsam", Cancelled);
        world.Services.Federation.Publish(DemoServices.Publication(partner.Party, partner.Keys, partner.Address) with
        {
            Documents = [new DocumentTypeIdentifier(DocumentTypeIdentifier.MessageReceiptBaseCode, TransportModel.BaseSigEnc)],
        });
        await ShownAsync(world.A, await SentAsync(world.A, partner.Party), "not registered", "does not receive this document type");
        await LookedUpAsync(world.A, partner.Party, DocumentTypeIdentifier.MessageReceiptBaseCode, "does not receive this document type");
    }

    [Fact]
    public async Task A_clock_that_is_ten_minutes_off()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("efter"), clock: new Federation.World.TestClock(TimeSpan.FromMinutes(-10)), cancellationToken: Cancelled);
        await node.Get<Node.Partners.DirectoryWatch>().AskAsync(Cancelled);
        await node.Get<ClockWatch>().RunAsync(Cancelled);
        await AlarmedAsync(node, "10 minutes: it is behind", "keep it by NTP");
    }

    [Fact]
    public async Task Revocation_services_that_cannot_be_reached()
    {
        // A world of its own: for the others they go on.
        await using var world = await TestWorld.StartAsync(Cancelled);
        await using var partner = await world.StartPartnerAsync("okand-sparr", Cancelled);
        (world.Services.Pki.CrlAvailable, world.Services.Pki.OcspAvailable) = (false, false);
        await ShownAsync(world.A, await SentAsync(world.A, partner.Party), "revo", "reach the addresses of the CRL and OCSP services");
        await LookedUpAsync(world.A, partner.Party, "revo", "reach the addresses of the CRL and OCSP services");
    }

    [Fact]
    public async Task A_trust_anchor_that_was_never_imported()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("otrogen"), environment => environment["Trust"]!["AccessPoint"] = new JsonObject(), cancellationToken: Cancelled);
        await AlarmedAsync(node, "trust-missing", "sdknode trust import");
    }

    [Fact]
    public async Task A_partner_whose_TLS_certificate_names_another_host()
    {
        var world = await federation.WorldAsync();
        var party = TestWorld.NewParty("felnamn");
        var keys = await DemoKeys.IssueAsync(world.Services.Pki, party, Cancelled);
        await using var partner = await world.StartNodeAsync(party, keys: keys with { Tls = world.Services.Pki.Tls.Issue("other.example", new IssueOptions { DnsNames = ["other.example"] }) }, cancellationToken: Cancelled);
        await ShownAsync(world.A, await SentAsync(world.A, partner.Party), "TLS certificate does not name 127.0.0.1", "its TLS certificate names the host");
    }

    [Fact]
    public async Task A_partner_that_answers_with_a_web_page()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("webbsida", Cancelled);
        partner.OnAnswer = static (_, _) => new As4HttpResponse(200, "text/html", "<html>Welcome</html>"u8.ToArray());
        await ShownAsync(world.A, await SentAsync(world.A, partner.Party), "text/html", "such as a proxy or a web page");
    }

    [Fact]
    public async Task A_sender_that_published_another_certificate_than_it_signs_with()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("felcert", Cancelled);
        using var other = world.Services.Pki.O2O.Issue(partner.Party.Name);
        world.Services.Publish(partner.Party, partner.Keys with { Organisation = other }, partner.Address);
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("mottagare"), cancellationToken: Cancelled);
        var (mine, posted) = await partner.PrepareMessageAsync(node);
        (await partner.Courier.PostAsync(posted)).MustBeAcknowledged();
        await ShownAsync(node, mine.Header.Id.Value, "is not accepted for the sender", "must publish the certificate that it signs with");
    }

    [Fact]
    public async Task A_disk_that_is_full()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("fullt"), settings: settings => settings["MinFreeBytes"] = long.MaxValue, cancellationToken: Cancelled);
        await node.Get<Readiness>().CheckAsync(Cancelled);
        await AlarmedAsync(node, "nearly full", "Make room on the disk");
    }

    [Fact]
    public async Task A_node_key_that_everybody_may_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        var file = test.Folder.PathOf("data/keys/node.key");
        NodeKey.LoadOrCreate(file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains($"chmod 600 {file}", await SdkNodeProgram.RunAsync(2, "run", "--config", test.Path), StringComparison.Ordinal);
    }

    private static JsonObject Sml(TestFederation own) => new() { ["Zone"] = own.SmlZone, ["NameServers"] = new JsonArray(own.Dns.Address.ToString()) };

    private static async Task<string> SentAsync(DemoNode from, DemoParty to) => (await from.SendAsync(to)).XheId;

    private static Task ShownAsync(DemoNode node, string message, string cause, string remedy) => SaidAsync([cause, remedy], null, "messages", "show", message, "--config", node.SettingsPath);

    private static Task LookedUpAsync(DemoNode node, DemoParty partner, string cause, string remedy) => SaidAsync([cause, remedy], 1, "lookup", partner.Participant, "--config", node.SettingsPath);

    private static Task AlarmedAsync(DemoNode node, string cause, string remedy) => SaidAsync([cause, remedy], 0, "alarms", "--config", node.SettingsPath);

    // What happens takes its time; what is said of it at last must hold both.
    private static async Task SaidAsync(string[] words, int? exit, params string[] verb)
    {
        var last = "";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!limit.IsCancellationRequested)
        {
            var result = await SdkNodeProgram.RunAsync(verb);
            last = result.Text + result.Error;
            if (words.All(word => last.Contains(word, StringComparison.Ordinal)))
            {
                Assert.True(exit is null || result.ExitCode == exit, $"It ended with {result.ExitCode}:\n{last}");
                return;
            }

            await Task.Delay(500, Cancelled);
        }

        Assert.Fail($"sdknode {string.Join(' ', verb)} does not say {string.Join(" and ", words)}:\n{last}");
    }
}
