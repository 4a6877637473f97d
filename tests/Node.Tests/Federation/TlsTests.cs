using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation;

/// <summary>The listener's TLS (AS4-SEC-5): who may come in, and by what.</summary>
public sealed class TlsTests(FederationFixture federation)
{
    private const byte AlertRecord = 21;
    private const byte ProtocolVersion = 70;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("AS4-SEC-5.1", Refuses = true)]
    public async Task A_client_without_a_certificate_is_turned_away()
    {
        var world = await federation.WorldAsync();
        await TurnedAwayAsync(world, null);
    }

    [Fact]
    [Rule("AS4-SEC-5.2", Refuses = true)]
    public async Task A_client_with_a_certificate_of_a_foreign_authority_is_turned_away()
    {
        var world = await federation.WorldAsync();
        using var foreign = (await world.ForeignPkiAsync()).Tls.Issue("c.ap.example");
        await TurnedAwayAsync(world, foreign);
    }

    [Fact]
    [Rule("AS4-SEC-5.2", Refuses = true)]
    [Rule("PKI-1", Refuses = true)]
    public async Task A_client_with_an_access_points_certificate_is_turned_away()
    {
        var world = await federation.WorldAsync();
        await TurnedAwayAsync(world, world.Partner.Keys.AccessPoint);
    }

    [Fact]
    [Rule("AS4-SEC-5.1", Refuses = true)]
    [Rule("PKI-5", Refuses = true)]
    public async Task A_client_with_a_revoked_certificate_is_turned_away()
    {
        var world = await federation.WorldAsync();
        using var revoked = world.Services.Pki.Tls.Issue("c.ap.example");
        world.Services.Pki.Revoke(revoked.Certificate);
        await TurnedAwayAsync(world, revoked);
    }

    [Fact]
    [Rule("AS4-SEC-5.1")]
    public async Task A_client_with_a_good_certificate_comes_in()
    {
        var world = await federation.WorldAsync();
        using var http = new HttpMessageInvoker(PartnerCourier.Handler(world.Partner.Keys.Tls));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.B.Address, "/as4"));
        using var answer = await http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    [Rule("AS4-SEC-5.1", Refuses = true)]
    public async Task A_node_sends_nothing_to_a_server_with_a_certificate_of_a_foreign_authority()
    {
        var world = await federation.WorldAsync();
        var party = TestWorld.NewParty("bluff");
        await using var bluff = await TestPartner.StartAsync(party, await world.ForeignPkiAsync(), Cancelled);
        using var accessPoint = world.Services.Pki.Ap.Issue(party.PartyId);
        using var organisation = world.Services.Pki.O2O.Issue(party.Name);
        world.Services.Publish(party, new DemoKeys(accessPoint, bluff.Keys.Tls, organisation), bluff.Address);

        var sent = await world.A.SendAsync(party);
        await world.A.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Equal(0, bluff.Requests);
        Assert.Contains("TLS certificate is not accepted", (await world.A.EventsAsync(sent.Id))[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("CEF-TA40", Refuses = true)]
    [Rule("AS4-SEC-5.1", Refuses = true)]
    public async Task CEF_TA40_TLS_1_1_is_refused_by_an_alert()
    {
        var world = await federation.WorldAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, world.B.Address.Port, Cancelled);
        var stream = client.GetStream();
        await stream.WriteAsync(ClientHello(minor: 2), Cancelled);
        var answer = new byte[7];
        await stream.ReadExactlyAsync(answer, Cancelled);
        Assert.Equal((AlertRecord, ProtocolVersion), (answer[0], answer[6]));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    [Rule("AS4-SEC-5.1")]
    public async Task CEF_TA40_TLS_1_2_and_1_3_serve(SslProtocols version)
    {
        var world = await federation.WorldAsync();
        await using var tls = await TlsClient.ConnectAsync(world, world.B, version, null);
        Assert.Equal(version, tls.SslProtocol);
    }

    [Fact]
    [Rule("CEF-TA46")]
    [Rule("AS4-10.5")]
    public async Task CEF_TA46_A_message_goes_over_IPv6_and_its_receipt_over_IPv4()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        var world = await federation.WorldAsync();
        var party = TestWorld.NewParty("sexan");
        var keys = await DemoKeys.IssueAsync(world.Services.Pki, party, Cancelled);
        var tls = world.Services.Pki.Tls.Issue("six.ap.example", new IssueOptions { DnsNames = ["localhost", "::1"] });
        await using var node = await world.StartNodeAsync(
            party, environment => environment.Group("Listen")["Address"] = "::1", keys with { Tls = tls }, cancellationToken: Cancelled);

        var sent = await world.A.SendAsync(party);
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        await node.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        Assert.Contains(await world.A.EventsAsync(sent.Id), row => row.Detail.Contains("https://[::1]:", StringComparison.Ordinal));
    }

    private static async Task TurnedAwayAsync(TestWorld world, KeyPair? client)
    {
        using var http = new HttpMessageInvoker(PartnerCourier.Handler(client));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.B.Address, "/as4")) { Content = new StringContent("<a/>") };
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.SendAsync(request, Cancelled));
    }

    // Written by hand: no library here offers TLS 1.1 any more.
    private static byte[] ClientHello(byte minor)
    {
        byte[] extensions = [0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0];
        byte[] body = [3, minor, .. new byte[32], 0, 0, 4, 0xC0, 0x13, 0x00, 0x2F, 1, 0, 0, (byte)extensions.Length, .. extensions];
        return [22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }
}
