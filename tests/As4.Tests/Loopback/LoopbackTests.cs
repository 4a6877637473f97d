using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;

namespace SdkNode.As4.Tests.Loopback;

/// <summary>Our sender against our receiver over real sockets.</summary>
public sealed class LoopbackTests(AccessPoints parties) : IAsyncLifetime
{
    private readonly SocketsHttpHandler _handler = new();
    private LoopbackAccessPoint _b = null!;

    public async ValueTask InitializeAsync() => _b = await LoopbackAccessPoint.StartAsync(parties.Receiver());

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _b.DisposeAsync();
    }

    [Theory]
    [InlineData(As4Compression.Always, 0)]
    [InlineData(As4Compression.Never, 1)]
    [InlineData(As4Compression.WhenItPays, 100_000)]
    [InlineData(As4Compression.WhenItPays, 3_000_000)]
    [Rule("AS4-3.1")]
    [Rule("AS4-3.2")]
    [Rule("AS4-4.1")]
    public async Task A_payload_arrives_as_it_was_sent_and_is_acknowledged(As4Compression compression, int bytes)
    {
        var content = Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes)));
        var payload = await AccessPoints.PayloadAsync(content, compression);

        var outcome = await SendAsync(parties.Transmission(_b.Endpoint, payload));

        Assert.IsType<As4Acknowledged>(outcome);
        Assert.Equal(content, _b.Consumer.Payload());
        Assert.Equal(_b.Last.Body.Length, _b.Last.Length);
        Assert.Equal(compression is not As4Compression.Never, payload.Compressed);
    }

    [Fact]
    [Rule("AS4-3.1")]
    public async Task Compression_that_does_not_pay_is_left_out() =>
        Assert.False((await AccessPoints.PayloadAsync(RandomNumberGenerator.GetBytes(400_000))).Compressed);

    [Fact]
    [Rule("AS4-1.1")]
    [Rule("AS4-2.8")]
    [Rule("AS4-SEC-2.2")]
    public async Task What_is_sent_has_the_forms_that_peers_expect()
    {
        await SendAsync(parties.Transmission(_b.Endpoint, await AccessPoints.PayloadAsync("<hello/>"u8.ToArray(), As4Compression.Always)));

        var text = Encoding.Latin1.GetString(_b.Last.Body);
        Assert.Matches("^multipart/related; type=\"application/soap\\+xml\"; start=\"<soap@as4>\"; boundary=\"[^\"]+\"$", _b.Last.ContentType!);
        Assert.DoesNotMatch("[^\r]\n", text[..text.IndexOf("Content-ID: <message>", StringComparison.Ordinal)]);
        Assert.Contains("\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <message>\r\n\r\n", text, StringComparison.Ordinal);
        Assert.Contains("href=\"cid:message\"", text, StringComparison.Ordinal);
        Assert.Contains("<eb:Property name=\"MimeType\">text/xml<", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AgreementRef", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wsu:Timestamp", text, StringComparison.Ordinal);
        var order = new[] { "<wsse:Security", "X509-ENC-", "<xenc:EncryptedKey", "<xenc:EncryptedData", "wsu:Id=\"X509-", "<ds:Signature ", "</wsse:Security>", "<eb:Messaging", "<S12:Body" };
        var at = -1;
        foreach (var mark in order)
        {
            var next = text.IndexOf(mark, at + 1, StringComparison.Ordinal);
            Assert.True(next > at, mark);
            at = next;
        }
    }

    [Fact]
    [Rule("AS4-SEC-1.3")]
    public async Task A_timestamp_is_sent_by_setting_and_accepted()
    {
        var transmission = parties.Transmission(_b.Endpoint, await AccessPoints.PayloadAsync("<hello/>"u8.ToArray()));

        Assert.IsType<As4Acknowledged>(await SendAsync(transmission with { Options = new As4SendOptions { SendTimestamp = true } }));
        Assert.Contains("wsu:Timestamp", Encoding.Latin1.GetString(_b.Last.Body), StringComparison.Ordinal);
    }

    [Fact]
    [Rule("AS4-8.2", Refuses = true)]
    public async Task A_message_beyond_the_limit_gets_its_413_over_the_socket()
    {
        await using var small = await LoopbackAccessPoint.StartAsync(parties.Receiver(new As4Limits { MaxRequestBytes = 1_000_000 }));
        small.Captures = false;
        var payload = await AccessPoints.PayloadAsync(RandomNumberGenerator.GetBytes(1_200_000), As4Compression.Never);

        var outcome = await SendAsync(parties.Transmission(small.Endpoint, payload));

        Assert.Equal((413, As4Disposition.GiveUp), (outcome.HttpStatus, outcome.Disposition));
        Assert.Equal(413, small.Consumer.Refusal.HttpStatus);
    }

    [Fact]
    [Rule("AS4-8.1", Refuses = true)]
    public async Task A_peer_that_hangs_up_in_the_middle_leaves_nothing_behind()
    {
        _b.Captures = false;
        var body = new MessageForge(parties).WithPayload(new string('x', 100_000)).Forge();
        var octets = body.ToBody();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _b.Endpoint.Port, TestContext.Current.CancellationToken);
        var head = $"POST /as4 HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/related; boundary=\"{body.Boundary}\"\r\nContent-Length: {octets.Length}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(octets.AsMemory(0, octets.Length - 1000), TestContext.Current.CancellationToken);
        client.Close();

        while (_b.Consumer.Discarded.Count == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Empty(_b.Consumer.Committed);
    }

    [Fact]
    [Rule("AS4-7.3")]
    public async Task Nobody_listening_is_told_apart_from_a_lost_answer()
    {
        var payload = await AccessPoints.PayloadAsync("<hello/>"u8.ToArray());
        var nobody = Assert.IsType<As4Failed>(await SendAsync(parties.Transmission(new Uri("http://127.0.0.1:1/as4"), payload)));
        _b.OnAnswer = _ => null;
        var lost = Assert.IsType<As4Failed>(await SendAsync(parties.Transmission(_b.Endpoint, payload)));

        Assert.Equal((As4SendFailure.NotConnected, false), (nobody.Failure, nobody.RequestFullySent));
        Assert.Equal((As4SendFailure.ConnectionLost, true), (lost.Failure, lost.RequestFullySent));
        Assert.False(As4UsedUp.After([nobody]).PeerMayHaveIt);
        Assert.True(As4UsedUp.After([nobody, lost]).PeerMayHaveIt);
    }

    [Fact]
    public async Task Many_messages_at_once_each_get_their_own_receipt()
    {
        _b.Captures = false;
        var payload = await AccessPoints.PayloadAsync("<hello/>"u8.ToArray());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync(parties.Transmission(_b.Endpoint, payload))));

        Assert.All(outcomes, outcome => Assert.IsType<As4Acknowledged>(outcome));
        Assert.Equal(40, _b.Consumer.Committed.Select(one => one.Receipt.RefToMessageId).Distinct().Count());
    }

    private Task<As4SendOutcome> SendAsync(As4Transmission transmission) =>
        new As4Sender(new HttpMessageInvoker(_handler, disposeHandler: false), TimeProvider.System).SendAsync(transmission, TestContext.Current.CancellationToken);
}
