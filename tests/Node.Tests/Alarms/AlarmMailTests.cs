using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Alarms;

/// <summary>The built program tells administrators by mail over TLS, with a server of somebody else's, and says so when it can't.</summary>
public sealed class AlarmMailTests(PkiFixture pki)
{
    [Fact]
    public async Task An_alarm_comes_by_mail_with_cause_and_remedy_and_nothing_of_a_message()
    {
        using var certificate = Certificate();
        using var receiver = await MailReceiver.StartAsync(certificate, user: "sdk-nod", password: "hemligt");
        using var test = new SettingsCase(pki);
        var trusted = test.Folder.File("mail-ca.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        test.Folder.File("mail.secret", "hemligt\n"u8);
        await test.WriteAsync(settings =>
        {
            settings["Mail"] = Server(receiver.Port);
            settings["AlarmNotices"] = new JsonObject { ["MailTo"] = new JsonArray("drift@kristinehamn.example") };
        });
        await using var node = RunningProgram.Start(["env", $"SSL_CERT_FILE={trusted}"], "run", "--config", test.Path);
        await node.WaitForAsync("Running. Partners reach");
        Assert.Contains("mail: sent.", await SdkNodeProgram.RunAsync(0, "alarms", "try", "--config", test.Path), StringComparison.Ordinal);
        var trial = (await receiver.WaitAsync(1))[0];
        Assert.True((bool)trial["secure"]!);
        Assert.Equal("sdk-nod", (string?)trial["user"]);
        Assert.Contains("prov av larmmejl", await SubjectAsync(trial), StringComparison.Ordinal);

        await SdkNodeProgram.RunAsync(0, "outgoing", "hold", "--config", test.Path);
        var letter = (await receiver.WaitAsync(2))[1];
        Assert.Contains("Utgående meddelanden hålls kvar", await SubjectAsync(letter), StringComparison.Ordinal);
        var text = (await ParseAsync(letter)).TextBody;
        Assert.Contains("sdknode outgoing release", text, StringComparison.Ordinal);
        Assert.Equal(0, await node.TerminateAsync());
    }

    [Fact]
    public async Task A_trial_that_fails_says_why_and_ends_with_1_and_so_does_one_without_anybody_to_tell()
    {
        using var receiver = await MailReceiver.StartAsync(refuse: "relaying denied");
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            settings["Mail"] = new JsonObject { ["Host"] = "localhost", ["Port"] = receiver.Port, ["Security"] = "None", ["From"] = "sdk@kristinehamn.example" };
            settings["AlarmNotices"] = new JsonObject { ["MailTo"] = new JsonArray("drift@kristinehamn.example"), ["Language"] = "en" };
        });
        Assert.Contains("No node runs", await SdkNodeProgram.RunAsync(1, "alarms", "try", "--config", test.Path), StringComparison.Ordinal);
        await using var node = RunningProgram.Start("run", "--config", test.Path);
        await node.WaitForAsync("Running. Partners reach");
        var text = await SdkNodeProgram.RunAsync(1, "alarms", "try", "--config", test.Path);
        Assert.Contains("mail: NOT sent.", text, StringComparison.Ordinal);
        Assert.Contains("550 relaying denied", text, StringComparison.Ordinal);
        Assert.Contains("Do: See whether it lets this machine send", text, StringComparison.Ordinal);
        Assert.Equal(0, await node.TerminateAsync());
    }

    [Fact]
    public async Task What_is_wrong_with_the_settings_is_told_all_at_once_and_without_the_password()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            settings["Mail"] = new JsonObject { ["Port"] = 0, ["Security"] = "None", ["From"] = "sdk", ["UserName"] = "sdk", ["Password"] = "hemligt" };
            settings["AlarmNotices"] = new JsonObject { ["MailTo"] = new JsonArray("drift"), ["MailEvery"] = "00:00:01", ["Language"] = "no", ["Webhook"] = new JsonObject { ["Url"] = "http://elsewhere.example/", ["Secret"] = new string('s', 32) } };
        });
        var faults = await test.StartAsync();
        Assert.Equal(
            ["AlarmNotices:Language", "AlarmNotices:MailEvery", "AlarmNotices:MailTo", "AlarmNotices:Webhook:Url", "Mail:From", "Mail:Host", "Mail:Port", "Mail:Security"],
            faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.ToString().Contains("hemligt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Letters_without_a_server_are_a_fault()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["AlarmNotices"] = new JsonObject { ["MailTo"] = new JsonArray("drift@kristinehamn.example") });
        Assert.Equal("Mail", Assert.Single(await test.StartAsync()).Key);
    }

    private static JsonObject Server(int port) => new()
    {
        ["Host"] = "localhost",
        ["Port"] = port,
        ["From"] = "sdk@kristinehamn.example",
        ["UserName"] = "sdk-nod",
        ["PasswordFile"] = "mail.secret",
    };

    private static async Task<string> SubjectAsync(JsonObject letter) => (await ParseAsync(letter)).Subject!;

    private static Task<MimeKit.MimeMessage> ParseAsync(JsonObject letter) =>
        MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes((string)letter["data"]!)), TestContext.Current.CancellationToken);

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
