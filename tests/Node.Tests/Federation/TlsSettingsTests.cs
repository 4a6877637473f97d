using System.Net.Security;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>TLS versions and cipher suites as an environment's settings (AS4-10).</summary>
public sealed class TlsSettingsTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("CEF-TA39")]
    [Rule("AS4-10.5")]
    public async Task CEF_TA39_A_node_set_to_TLS_1_2_speaks_no_other_and_exchanges_messages()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(
            TestWorld.NewParty("tolva"), environment => environment.Group("Tls")["Versions"] = new JsonArray("1.2"), cancellationToken: Cancelled);
        await using (var good = await TlsClient.ConnectAsync(world, node, SslProtocols.Tls12, null))
        {
            Assert.Equal(SslProtocols.Tls12, good.SslProtocol);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => TlsClient.ConnectAsync(world, node, SslProtocols.Tls13, null));
        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
    }

    [Fact]
    [Rule("CEF-TA41")]
    [Rule("CEF-TA42", Refuses = true)]
    [Rule("CEF-TA43")]
    [Rule("AS4-10.5")]
    public async Task CEF_TA41_TA42_TA43_A_suite_in_the_settings_serves_and_one_outside_never()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Cipher suites are a setting on Linux only.");
            return;
        }

        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(
            TestWorld.NewParty("sviten"), environment => environment.Group("Tls")["CipherSuites"] = new JsonArray(nameof(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)), cancellationToken: Cancelled);
        await using (var good = await TlsClient.ConnectAsync(world, node, SslProtocols.Tls12, new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384])))
        {
            Assert.Equal(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, good.NegotiatedCipherSuite);
        }

        var outside = new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]);
        await Assert.ThrowsAnyAsync<Exception>(() => TlsClient.ConnectAsync(world, node, SslProtocols.Tls12, outside));
    }
}
