using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Audit.Forwarding;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Audit;

/// <summary>The logs on their way to a log server: rsyslogd, over TLS.</summary>
public sealed class LogForwarderTests(PkiFixture pki) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sealed_reaches_the_log_server_once_in_order_and_as_it_was_logged()
    {
        using var certificate = Certificate("localhost");
        using var server = await SyslogServer.StartAsync(certificate, certificate);
        using var logs = await LogCase.MakeAsync(null);
        using var runtime = await MakeAsync(server.Port, certificate);
        var forwarder = Forwarder(runtime, logs);

        // What was there before is exported, not sent.
        await logs.AppendAsync(3);
        await logs.SealAsync();
        Assert.Equal(0, await forwarder.RunAsync(Cancelled));

        await logs.AppendAsync(1200);
        await new SecurityLog(logs.Store.Open, logs.Store.Clock).WriteAsync("demo", "", SecurityLog.AccessDenied, "Åsa\n<14>1 forged", "urn:x", "no", Cancelled);
        Assert.Equal(0, await forwarder.RunAsync(Cancelled));
        await logs.SealAsync();
        Assert.Equal(1201, await forwarder.RunAsync(Cancelled));
        Assert.Equal(0, await forwarder.RunAsync(Cancelled));
        var lines = await LinesAsync(server, 1201);

        var events = lines.Where(line => line[2] == EventLog.MessageSent).ToList();
        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"xhe-{i}"), events.Select(line => (string?)JsonNode.Parse(line[4])!["xheId"]));
        Assert.All(events, line => Assert.Equal(("110", "sdknode", "2026-11-24T12:00:00.000000Z"), (line[0], line[1], line[3].Replace("+00:00", "Z", StringComparison.Ordinal))));
        var denied = Assert.Single(lines, line => line[2] == SecurityLog.AccessDenied);
        Assert.Equal("108", denied[0]);
        Assert.Equal("Åsa\n<14>1 forged", (string?)JsonNode.Parse(denied[4])!["actor"]);
    }

    [Fact]
    public async Task A_log_server_that_is_away_is_an_alarm_and_gets_everything_when_it_is_back()
    {
        using var certificate = Certificate("localhost");
        using var server = await SyslogServer.StartAsync(certificate, certificate);
        using var logs = await LogCase.MakeAsync(null);
        using var runtime = await MakeAsync(server.Port, certificate);
        var forwarder = Forwarder(runtime, logs);
        await forwarder.RunAsync(Cancelled);
        server.Stop();
        await logs.AppendAsync(5);
        await logs.SealAsync();
        Assert.Equal(0, await forwarder.RunAsync(Cancelled));
        var alarm = Assert.Single(await logs.Alarms.OpenAsync(Cancelled));
        Assert.Equal((AlarmKinds.LogForwardingFailed, $"localhost:{server.Port}"), (alarm.Kind, alarm.Subject));
        await server.StartAgainAsync();
        Assert.Equal(5, await forwarder.RunAsync(Cancelled));
        await LinesAsync(server, 5);
        Assert.Empty(await logs.Alarms.OpenAsync(Cancelled));
    }

    [Fact]
    public async Task A_server_whose_certificate_does_not_count_gets_nothing()
    {
        using var certificate = Certificate("localhost");
        using var other = Certificate("elsewhere.example");
        using var server = await SyslogServer.StartAsync(certificate, certificate);
        using var logs = await LogCase.MakeAsync(null);
        using var runtime = await MakeAsync(server.Port, other);
        var forwarder = Forwarder(runtime, logs);
        await forwarder.RunAsync(Cancelled);
        await logs.AppendAsync(5);
        await logs.SealAsync();
        Assert.Equal(0, await forwarder.RunAsync(Cancelled));
        Assert.Contains("Syslog:Anchors", Assert.Single(await logs.Alarms.OpenAsync(Cancelled)).Remedy, StringComparison.Ordinal);
        Assert.Empty(server.Lines);
    }

    [Fact]
    public async Task One_log_alone_is_sent_where_the_settings_say_so()
    {
        using var certificate = Certificate("localhost");
        using var server = await SyslogServer.StartAsync(certificate, certificate);
        using var logs = await LogCase.MakeAsync(null);
        using var runtime = await MakeAsync(server.Port, certificate, "security");
        var forwarder = Forwarder(runtime, logs);
        await forwarder.RunAsync(Cancelled);
        await logs.AppendAsync(5);
        await logs.SealAsync();
        Assert.Equal(0, await forwarder.RunAsync(Cancelled));
        await new SecurityLog(logs.Store.Open, logs.Store.Clock).WriteAsync(SecurityLog.AlarmClosed, "anna", "1", null, Cancelled);
        await logs.SealAsync();
        Assert.Equal(1, await forwarder.RunAsync(Cancelled));
        Assert.Equal(SecurityLog.AlarmClosed, Assert.Single(await LinesAsync(server, 1))[2]);
    }

    [Fact]
    public async Task What_is_wrong_with_the_settings_is_told_all_at_once()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["Syslog"] = new JsonObject { ["Port"] = 70000, ["Anchors"] = new JsonArray("none.pem"), ["Logs"] = new JsonArray("audit"), ["Client"] = new JsonObject { ["Path"] = "none.p12" } });
        Assert.Equal(["Syslog:Anchors", "Syslog:Client:Path", "Syslog:Host", "Syslog:Logs", "Syslog:Port"], (await test.StartAsync()).Select(fault => fault.Key.Split(":0")[0]).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private Task<RuntimeFolder> MakeAsync(int port, X509Certificate2 anchor, params string[] logs) => RuntimeFolder.MakeAsync(pki, settings =>
    {
        var file = _folder.File("anchor.pem", System.Text.Encoding.ASCII.GetBytes(anchor.ExportCertificatePem()));
        settings["Syslog"] = new JsonObject { ["Host"] = "localhost", ["Port"] = port, ["Anchors"] = new JsonArray(file), ["Logs"] = new JsonArray([.. logs.Select(log => JsonValue.Create(log))]) };
    });

    private static LogForwarder Forwarder(RuntimeFolder runtime, LogCase logs) => new(runtime.Setup, logs.Store.Open, logs.Alarms, logs.Store.Clock);

    private static async Task<List<string[]>> LinesAsync(SyslogServer server, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (server.Lines.Count < count)
        {
            await Task.Delay(50, limit.Token);
        }

        Assert.Equal(count, server.Lines.Count);
        return [.. server.Lines.Select(line => line.Split('\t'))];
    }

    private static X509Certificate2 Certificate(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
