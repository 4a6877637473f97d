using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Trust;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Trust;

/// <summary>A node that trusts nobody yet loses and rejects nothing: its work waits and goes on by itself.</summary>
public sealed class TrustFlowTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("PKI-1")]
    public async Task Messages_wait_for_trust_anchors_in_both_directions_and_are_accepted_when_these_come()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("litar"), static environment =>
        {
            environment["Trust"] = new JsonObject();
            environment["Retry"] = new JsonObject { ["Attempts"] = 8, ["Span"] = "00:00:20" };
        }, cancellationToken: Cancelled);
        await using var peer = await world.StartNodeAsync(TestWorld.NewParty("granne"), static environment =>
        {
            environment["Retry"] = new JsonObject { ["Attempts"] = 12, ["Span"] = "00:01:00" };
            environment["Transport"] = new JsonObject { ["BreakerFailures"] = 0 };
        }, cancellationToken: Cancelled);
        var outgoing = await node.SendAsync(peer.Party);
        var incoming = await peer.SendAsync(node.Party);
        await Poll.WaitForAsync("the wait", async () => (await node.EventsAsync(outgoing.Id)).Any(step => step.Detail.Contains("There is no trust anchor for demo", StringComparison.Ordinal)));
        await Poll.WaitForAsync("the peer's wait", async () => await peer.CountTriesAsync(incoming.Id) > 0);

        var pki = world.Services.Pki;
        foreach (var (purpose, authority) in new[] { ("ap", pki.Ap), ("smp", pki.Smp), ("tls", pki.Tls), ("o2o", pki.O2O) })
        {
            X509Certificate2[] chain = [.. new[] { authority.Root, authority.Issuing }.DistinctBy(certificate => certificate.Thumbprint)];
            var wish = new TrustWish(
                null, purpose, "file.pem", Encoding.ASCII.GetBytes(string.Join('\n', chain.Select(certificate => certificate.ExportCertificatePem()))), false,
                [.. chain.Select(certificate => certificate.GetCertHashString(HashAlgorithmName.SHA256))], "anna");
            Assert.True((await node.Get<TrustDesk>().ImportAsync(wish, Cancelled)).TryGet(out _, out var fault), fault?.Detail);
        }

        await node.WaitForAsync(outgoing, MessageStatus.Accepted);
        await peer.WaitForAsync(incoming, MessageStatus.Accepted);
    }
}
