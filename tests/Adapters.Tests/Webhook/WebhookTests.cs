using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using SdkNode.Adapters.Webhook;

namespace SdkNode.Adapters.Tests.Webhook;

public sealed class WebhookTests : IDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly HttpMessageInvoker _http = WebhookPost.CreateHttp();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ArrivedMessage Message => Arrivals.Of(() => throw new InvalidOperationException("A webhook needs no content."));

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_notice_tells_ids_and_times_and_nothing_of_the_content()
    {
        await using var server = await WebhookServer.AnsweringAsync(204);
        var outcome = await DeliverAsync(server.Url, Message with { Link = new Uri("https://sdk.example/v1/sdk/messages/" + Arrivals.Id) });
        Assert.DoesNotContain("s3cret", Assert.IsType<DeliveryOutcome.Delivered>(outcome).Detail, StringComparison.Ordinal);
        var call = Assert.Single(server.Calls);
        Assert.Equal("/told", call.Path);
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.Equal("01990000-0000-7000-8000-000000000001", call.Headers["SdkNode-Delivery"]);
        Assert.Equal(
            """
            {"type":"sdk.message.arrived","environment":"qa","participant":"0203:regionvarmland.example","functionalAddress":"varmland.vardcentral",
            "messageId":"7bc5576a-3f87-4cf5-a0c5-277da06fcacb","arrivalDateTime":"2026-11-23T18:10:40.123Z","link":"https://sdk.example/v1/sdk/messages/7bc5576a-3f87-4cf5-a0c5-277da06fcacb"}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(call.Body));
        await DeliverAsync(server.Url, Message);
        using var bare = JsonDocument.Parse(server.Calls[1].Body);
        Assert.False(bare.RootElement.TryGetProperty("link", out _));
    }

    [Fact]
    public async Task The_signature_is_verified_by_an_independent_implementation()
    {
        await using var server = await WebhookServer.AnsweringAsync(200);
        await DeliverAsync(server.Url, Message);
        var call = Assert.Single(server.Calls);
        var parts = call.Headers["SdkNode-Signature"].Split(',');
        Assert.InRange(long.Parse(parts[0]["t=".Length..], System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch.ToUnixTimeSeconds(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var signed = (byte[])[.. Encoding.ASCII.GetBytes(parts[0]["t=".Length..] + "."), .. call.Body];
        var openssl = await ExternalProgram.RunAsync("openssl", ["dgst", "-sha256", "-hmac", Secret, "-r"], signed);
        Assert.Equal($"v1={openssl.Text.Split(' ')[0]}", parts[1]);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Whatever_is_not_2xx_is_tried_again_and_no_redirect_is_followed(int status)
    {
        await using var server = await WebhookServer.AnsweringAsync(status, location: "/elsewhere");
        var outcome = Assert.IsType<DeliveryOutcome.TryAgain>(await DeliverAsync(server.Url, Message));
        Assert.Contains($" {status}", outcome.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", outcome.Detail + outcome.Remedy, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_and_one_that_does_not_come_is_given_up_in_time()
    {
        await using var endless = await WebhookServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 200;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
            }
        });
        Assert.IsType<DeliveryOutcome.Delivered>(await DeliverAsync(endless.Url, Message));
        await using var silent = await WebhookServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        var outcome = await new WebhookAdapter(new WebhookPost(_http, WebhookTarget.Create(silent.Url, Secret).Value!, TimeProvider.System) { Timeout = TimeSpan.FromMilliseconds(200) }).DeliverAsync(Message, Token);
        Assert.Contains("did not answer", Assert.IsType<DeliveryOutcome.TryAgain>(outcome).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_outcome_and_no_exception()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.IsType<DeliveryOutcome.TryAgain>(await DeliverAsync($"http://127.0.0.1:{port}/", Message));
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_is_told_nothing()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        await using var server = await WebhookServer.StartAsync(_ => Task.CompletedTask, certificate);
        var outcome = Assert.IsType<DeliveryOutcome.TryAgain>(await DeliverAsync(server.Url, Message));
        Assert.Contains("certificate", outcome.Remedy, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
    }

    [Theory]
    [InlineData("https://case.example/sdk", true)]
    [InlineData("http://localhost:8081/sdk", true)]
    [InlineData("http://127.0.0.1/sdk", true)]
    [InlineData("http://case.example/sdk", false)]
    [InlineData("https://user:word@case.example/", false)]
    [InlineData("https://case.example/#x", false)]
    [InlineData("ftp://case.example/", false)]
    [InlineData("/sdk", false)]
    [InlineData("", false)]
    public void Only_TLS_or_this_machine_is_told(string url, bool allowed) => Assert.Equal(allowed, WebhookTarget.Create(url, Secret).IsOk);

    [Fact]
    public void A_short_secret_is_refused()
    {
        var fault = WebhookTarget.Create("https://case.example/", Secret[1..]).Fault!;
        Assert.True(fault.IsSecret);
        Assert.DoesNotContain(Secret[1..], fault.Detail, StringComparison.Ordinal);
    }

    private Task<DeliveryOutcome> DeliverAsync(string url, ArrivedMessage message) =>
        new WebhookAdapter(new WebhookPost(_http, WebhookTarget.Create(url, Secret).Value!, TimeProvider.System)).DeliverAsync(message, Token);
}
