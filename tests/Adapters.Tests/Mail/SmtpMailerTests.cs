using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Adapters.Mail;

namespace SdkNode.Adapters.Tests.Mail;

/// <summary>Letters to a mail server of somebody else's.</summary>
public sealed class SmtpMailerTests
{
    private static readonly MailText s_letter = new(["drift@kristinehamn.example", "jour@kristinehamn.example"], "Larm: ett certifikat går snart ut", "Förnya det.\n.\nSlut.\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_reaches_every_receiver_as_it_was_written()
    {
        using var receiver = await MailReceiver.StartAsync();
        var outcome = await Mailer(receiver.Port, MailSecurity.None).SendAsync(s_letter, Token);
        Assert.IsType<DeliveryOutcome.Delivered>(outcome);
        var letter = Assert.Single(await receiver.WaitAsync(1));
        Assert.Equal("sdk@kristinehamn.example", (string?)letter["from"]);
        Assert.Equal(s_letter.To, letter["to"]!.AsArray().Select(address => (string)address!));
        var parsed = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes((string)letter["data"]!)), Token);
        Assert.Equal(s_letter.Subject, parsed.Subject);
        Assert.Equal(s_letter.Text, parsed.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("auto-generated", parsed.Headers["Auto-Submitted"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_whose_certificate_is_not_trusted_gets_no_letter_and_no_password(bool implicitTls)
    {
        using var certificate = Certificate();
        using var receiver = await MailReceiver.StartAsync(certificate, implicitTls, "sdk-nod", "hemligt");
        var outcome = await Mailer(receiver.Port, implicitTls ? MailSecurity.Tls : MailSecurity.StartTls, "hemligt").SendAsync(s_letter, Token);
        AssertFailed(outcome, "does not trust", "certificate");
        Assert.Empty(receiver.Letters);
    }

    [Fact]
    public async Task A_server_that_offers_no_tls_gets_no_letter_where_tls_is_asked_for()
    {
        using var receiver = await MailReceiver.StartAsync();
        AssertFailed(await Mailer(receiver.Port, MailSecurity.StartTls).SendAsync(s_letter, Token), "does not offer", "Set Security");
        Assert.Empty(receiver.Letters);
    }

    [Fact]
    public async Task A_server_that_refuses_the_receivers_says_why()
    {
        using var receiver = await MailReceiver.StartAsync(refuse: "relaying denied");
        AssertFailed(await Mailer(receiver.Port, MailSecurity.None).SendAsync(s_letter, Token), "550 relaying denied", "lets this machine send");
    }

    [Fact]
    public async Task A_login_that_the_server_does_not_offer_is_told()
    {
        using var receiver = await MailReceiver.StartAsync();
        AssertFailed(await Mailer(receiver.Port, MailSecurity.None, "hemligt").SendAsync(s_letter, Token), "does not offer", "UserName");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_and_so_is_one_that_says_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        AssertFailed(await Mailer(port, MailSecurity.None, timeout: TimeSpan.FromMilliseconds(300)).SendAsync(s_letter, Token), "took longer than 0.3 s", "firewall");
        listener.Stop();
        AssertFailed(await Mailer(port, MailSecurity.None).SendAsync(s_letter, Token), "can't be reached", "firewall");
    }

    [Theory]
    [InlineData("it-drift@kristinehamn.se", true)]
    [InlineData("IT <it-drift@kristinehamn.se>", false)]
    [InlineData("it-drift", false)]
    [InlineData("", false)]
    [InlineData("a@b.se\r\nBcc: c@d.se", false)]
    public void An_address_is_one_address_and_nothing_else(string text, bool isOne) => Assert.Equal(isOne, SmtpMailer.IsAddress(text));

    private static SmtpMailer Mailer(int port, MailSecurity security, string? password = null, TimeSpan? timeout = null) => new(
        new MailServer("localhost", port, security, "sdk@kristinehamn.example") { UserName = password is null ? null : "sdk-nod", Password = password, Timeout = timeout ?? TimeSpan.FromSeconds(30) }, TimeProvider.System);

    private static void AssertFailed(DeliveryOutcome outcome, string detail, string remedy)
    {
        var failed = Assert.IsType<DeliveryOutcome.TryAgain>(outcome);
        Assert.Contains(detail, failed.Detail, StringComparison.Ordinal);
        Assert.Contains(remedy, failed.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("hemligt", failed.Detail + failed.Remedy, StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
