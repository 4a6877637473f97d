using System.Text.Json.Nodes;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cli;

/// <summary>The verbs against a node that runs, and against one that does not.</summary>
public sealed class RunningNodeTests(PkiFixture pki)
{
    private static readonly DemoParty s_self = DemoParty.Kristinehamn;

    [Fact]
    public async Task A_node_is_run_used_and_stopped()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        string id;
        await using (var node = RunningProgram.Start("run", "--config", test.Path))
        {
            var line = await node.WaitForAsync("Running. Partners reach this node at https://127.0.0.1:");
            var address = new Uri(System.Text.RegularExpressions.Regex.Match(line, "https://[0-9.:]+").Value);
            (await pki.ServicesAsync()).Publish(s_self, await pki.KeysAsync(), address);

            var served = await SdkNodeProgram.RunAsync(0, "participants", "--config", test.Path);
            Assert.Contains($"{s_self.Participant} {s_self.Name} in demo, access point {s_self.PartyId}", served, StringComparison.Ordinal);
            Assert.Contains(s_self.Function, served, StringComparison.Ordinal);
            await SdkNodeProgram.RunAsync(0, "certs", "check", "--config", test.Path);
            var fresh = await SdkNodeProgram.RunAsync(0, "certs", "revocation", "--config", test.Path);
            Assert.Contains("[ ok ] OCSP http://", fresh, StringComparison.Ordinal);
            Assert.Contains("asked again after", fresh, StringComparison.Ordinal);
            Assert.Contains("There are no messages.", await SdkNodeProgram.RunAsync(0, "messages", "--config", test.Path), StringComparison.Ordinal);
            await AssertStatusAsync(test.Path);
            await AssertLookupAsync(test.Path);
            await AssertRoutingAsync(test.Path);
            await AssertSecondStartAsync(test.Path);
            id = await SendAsync(test);
            await AssertAcceptedAsync(test.Path, id);
            await AssertSendRefusedAsync(test);
            Assert.Equal(0, await node.TerminateAsync());
        }

        Assert.False(File.Exists(test.Folder.PathOf("data/sdknode.db-wal")) && new FileInfo(test.Folder.PathOf("data/sdknode.db-wal")).Length > 0, "The write-ahead log was left behind.");
        await AssertStoppedAsync(test, id);
    }

    [Fact]
    public async Task Certificates_and_settings_are_checked_without_a_node()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        var certificates = await SdkNodeProgram.RunAsync(0, "certs", "check", "--config", test.Path);
        Assert.Contains("demo ap: ok", certificates, StringComparison.Ordinal);
        Assert.Contains("demo o2o 0203:kristinehamn.example: ok", certificates, StringComparison.Ordinal);
        Assert.Contains("CN=AP0001-SDK-DEMO", certificates, StringComparison.Ordinal);
        var settings = await SdkNodeProgram.RunAsync(0, "config", "show", "--config", test.Path);
        Assert.Contains("Environments:0:AccessPoint:Signing:Password = (hidden)", settings, StringComparison.Ordinal);
        Assert.Contains("there is no store", await SdkNodeProgram.RunAsync(1, "messages", "--config", test.Path), StringComparison.Ordinal);
        Assert.Contains("There is no such file", await SdkNodeProgram.RunAsync(2, "messages", "--config", test.Folder.PathOf("none.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_end_run_and_certs_check_with_2_and_every_fault_on_a_line_of_its_own()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            SettingsCase.Environment(settings)["Sml"] = new JsonObject { ["Zon"] = "sml.example" };
            SettingsCase.Environment(settings)["Tls"]!["Server"]!["Password"] = "wrong";
        });
        foreach (var verb in new[] { "run", "certs check" })
        {
            var text = await SdkNodeProgram.RunAsync(2, [.. verb.Split(' '), "--config", test.Path]);
            Assert.Contains("The settings have 3 faults:", text, StringComparison.Ordinal);
            Assert.Contains("  Environments:0:Sml:Zon: There is no such setting. Did you mean \"Zone\"?", text, StringComparison.Ordinal);
            Assert.Contains("  Environments:0:Sml:Zone: It is missing.", text, StringComparison.Ordinal);
            Assert.Contains("  Environments:0:Tls:Server:Path = ", text, StringComparison.Ordinal);
        }
    }

    private static async Task AssertLookupAsync(string config)
    {
        var found = await SdkNodeProgram.RunAsync(0, "lookup", s_self.Participant, "--config", config);
        Assert.Contains("[ ok ]", found, StringComparison.Ordinal);
        Assert.Contains("CN=AP0001-SDK-DEMO", found, StringComparison.Ordinal);
        Assert.Contains("What a message would be sent with now", found, StringComparison.Ordinal);
        var missing = await SdkNodeProgram.RunAsync(1, "lookup", "0203:nobody.example", "--config", config);
        Assert.Contains("[FAIL]", missing, StringComparison.Ordinal);
        Assert.Contains("what to do:", missing, StringComparison.Ordinal);
    }

    private static async Task AssertRoutingAsync(string config)
    {
        Assert.Contains(s_self.Participant, await SdkNodeProgram.RunAsync(0, "lookup", "--cached", "--config", config), StringComparison.Ordinal);
        Assert.Contains("now forgotten", await SdkNodeProgram.RunAsync(0, "lookup", s_self.Participant, "--refresh", "--config", config), StringComparison.Ordinal);
        Assert.Contains("\"state\": \"Ok\"", await SdkNodeProgram.RunAsync(0, "lookup", s_self.Participant, "--json", "--config", config), StringComparison.Ordinal);
        Assert.Contains($"{s_self.Participant} in demo", await SdkNodeProgram.RunAsync(0, "lookup", "--self", "--config", config), StringComparison.Ordinal);
        Assert.Contains("Say either which participant", await SdkNodeProgram.RunAsync(1, "lookup", "--config", config), StringComparison.Ordinal);
        Assert.Contains("A valid receipt", await SdkNodeProgram.RunAsync(0, "ping", s_self.Participant, "--config", config), StringComparison.Ordinal);
        Assert.Contains("at,environment,accessPoint", await SdkNodeProgram.RunAsync(0, "partners", "report", "--config", config), StringComparison.Ordinal);
        Assert.Contains("is no day or time", await SdkNodeProgram.RunAsync(1, "partners", "report", "--from", "igår", "--config", config), StringComparison.Ordinal);
    }

    private static async Task AssertStatusAsync(string config)
    {
        var status = await SdkNodeProgram.RunAsync(0, "status", "--config", config);
        Assert.Contains($"{System.Environment.MachineName}, sdknode ", status, StringComparison.Ordinal);
        Assert.Contains(": ready", status, StringComparison.Ordinal);
        Assert.Contains("[ ok ] private-keys", status, StringComparison.Ordinal);
        Assert.Contains("Work: none.", status, StringComparison.Ordinal);
        Assert.Contains("Open alarms: none.", status, StringComparison.Ordinal);
    }

    private static async Task AssertSecondStartAsync(string config) =>
        Assert.Contains("Another node runs with this data folder", await SdkNodeProgram.RunAsync(2, "run", "--config", config), StringComparison.Ordinal);

    private static async Task<string> SendAsync(SettingsCase test)
    {
        var file = test.Folder.File("remiss.pdf", "%PDF-1.4 not much of one"u8);
        var text = await SdkNodeProgram.RunAsync(0, "send", "--config", test.Path, "--from", s_self.Participant, "--to", s_self.Participant, "--function", s_self.Function, "--label", "Remiss", file);
        return System.Text.RegularExpressions.Regex.Match(text, "Stored as ([0-9a-f-]{36})").Groups[1].Value;
    }

    private static async Task AssertSendRefusedAsync(SettingsCase test)
    {
        var text = await SdkNodeProgram.RunAsync(1, "send", "--config", test.Path, "--from", s_self.Participant, "--to", "0203:nobody", "--function", "", "--text", "Hej");
        Assert.Contains("nothing was stored", text, StringComparison.Ordinal);
        Assert.Contains("0203:nobody", text, StringComparison.Ordinal);
    }

    // The node sends to itself: one node may hold both ends (API-3).
    private static async Task AssertAcceptedAsync(string config, string id)
    {
        using var control = new ControlClient(Path.Combine(Path.GetDirectoryName(config)!, "data"));
        for (var i = 0; i < 300; i++)
        {
            var lines = await control.GetAsync<List<MessageLine>>("messages?count=10&receipts=false", TestContext.Current.CancellationToken);
            if (lines!.Select(line => line.Status).Order().SequenceEqual(["ACCEPTED", "NEW"]))
            {
                var shown = await SdkNodeProgram.RunAsync(0, "messages", id, "--config", config);
                Assert.Contains("RECEIPT_SENT", shown, StringComparison.Ordinal);
                Assert.Contains("AS4 MessageId", shown, StringComparison.Ordinal);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }

        Assert.Fail(await SdkNodeProgram.RunAsync(0, "messages", id, "--config", config));
    }

    private static async Task AssertStoppedAsync(SettingsCase test, string id)
    {
        var list = await SdkNodeProgram.RunAsync(0, "messages", "--receipts", "--config", test.Path);
        Assert.Equal(4, list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("ACCEPTED", await SdkNodeProgram.RunAsync(0, "messages", id, "--config", test.Path), StringComparison.Ordinal);
        var none = await SdkNodeProgram.RunAsync(1, "messages", "no-such-id", "--config", test.Path);
        Assert.Contains("There is no message with the id no-such-id.", none, StringComparison.Ordinal);
        var send = await SdkNodeProgram.RunAsync(1, "send", "--config", test.Path, "--from", s_self.Participant, "--to", s_self.Participant, "--function", s_self.Function, "--text", "Hej");
        Assert.Contains("No node runs", send, StringComparison.Ordinal);
        Assert.Contains("No node runs", await SdkNodeProgram.RunAsync(1, "status", "--config", test.Path), StringComparison.Ordinal);
        await AssertLookupAsync(test.Path);
    }
}
