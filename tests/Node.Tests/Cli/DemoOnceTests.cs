using System.Xml.Linq;
using SdkNode.Node.Tests.Inspect;

namespace SdkNode.Node.Tests.Cli;

/// <summary>The README's first command, and what other programs say of what crossed the wire.</summary>
public sealed class DemoOnceTests(DemoOutput demo)
{
    private static readonly string[] s_files =
    [
        "message.xhe.xml", "message.as4.request.http", "message.as4.response.http", "message.delivered.xml",
        "receipt.xhe.xml", "receipt.as4.request.http", "receipt.as4.response.http", "receipt.delivered.xml",
        "regionvarmland.message.smp.xml", "regionvarmland.receipt.smp.xml", "kristinehamn.receipt.smp.xml",
    ];

    public static TheoryData<string> Files { get; } = [.. s_files];

    [Fact]
    [Rule("TF-01")]
    public async Task A_message_from_a_file_is_sent_accepted_and_written_down()
    {
        var (exit, text) = await demo.RunAsync();
        Assert.True(exit == 0, text);
        Assert.Matches("The message [0-9a-f-]{36} ended ACCEPTED", text);
        var steps = new[] { "SCHEDULED", "SUBMITTED", "RETRIEVED", "ACKNOWLEDGE", "WAITING_FOR_RECEIPT", "RECEIPT_SENT", "ACCEPTED", "NEW" };
        Assert.All(steps, step => Assert.Contains(step, text, StringComparison.Ordinal));
        Assert.Matches("Peak working set .* [0-9]+ MB", text);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Inspect_finds_each_file_valid(string name)
    {
        var file = await demo.FileAsync(name);
        var text = Inspection.Text(await Inspection.FileAsync(file, Path.Combine(Path.GetDirectoryName(file)!, "keys"), "demo"));
        Assert.StartsWith(Kind(name), text, StringComparison.Ordinal);
        Assert.DoesNotContain("[skip]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[FAIL]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_ends_with_0_when_the_file_is_valid_with_the_keys_and_trust_that_it_was_given()
    {
        var keys = Path.GetDirectoryName(await demo.FileAsync("keys/regionvarmland/o2o.p12"))!;
        var text = await SdkNodeProgram.RunAsync(
            0, "inspect", await demo.FileAsync("message.as4.request.http"), "--key", Path.Combine(keys, "ap.p12"), "--key", Path.Combine(keys, "o2o.p12"), "--password", "demo", "--trust", keys);
        Assert.Contains("SDK message 3.0: valid", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[skip]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_ends_with_1_when_the_file_is_not_valid_and_prints_JSON_when_asked()
    {
        using var folder = new TemporaryFolder();
        var octets = await File.ReadAllBytesAsync(await demo.FileAsync("message.xhe.xml"), TestContext.Current.CancellationToken);
        octets[octets.AsSpan().IndexOf("<xhb:CreationDateTime>20"u8) + "<xhb:CreationDateTime>20".Length] ^= 1;
        var text = await SdkNodeProgram.RunAsync(1, "inspect", folder.File("changed.xml", octets), "--json");
        using var json = System.Text.Json.JsonDocument.Parse(text);
        Assert.False(json.RootElement.GetProperty("isValid").GetBoolean());
        Assert.Equal("O2O-3", json.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("state").GetString() == "fail").GetProperty("rule").GetString());
    }

    [Theory]
    [Rule("O2O-5.2")]
    [InlineData("message.xhe.xml")]
    [InlineData("receipt.xhe.xml")]
    public async Task Xmlsec1_verifies_the_envelope_and_its_signers_chain(string name)
    {
        var file = await demo.FileAsync(name);
        var root = await demo.FileAsync("keys/regionvarmland/o2o-root.pem");
        var issuer = await demo.FileAsync("keys/regionvarmland/o2o-ca.pem");
        var right = await ExternalProgram.RunAsync("xmlsec1", ["--verify", "--trusted-pem", root, "--untrusted-pem", issuer, file]);
        Assert.True(right.ExitCode == 0, right.Text + right.Error);
        var other = await ExternalProgram.RunAsync("xmlsec1", ["--verify", "--trusted-pem", await demo.FileAsync("keys/regionvarmland/ap-root.pem"), file]);
        Assert.NotEqual(0, other.ExitCode);
    }

    [Fact]
    [Rule("O2O-5.2")]
    public async Task Xmlsec1_decrypts_the_envelope_to_what_was_delivered()
    {
        var opened = await ExternalProgram.RunAsync("xmlsec1", ["--decrypt", "--pkcs12", await demo.FileAsync("keys/regionvarmland/o2o.p12"), "--pwd", "demo", await demo.FileAsync("message.xhe.xml")]);
        Assert.True(opened.ExitCode == 0, opened.Error);
        using var octets = new MemoryStream(opened.Output);
        var inside = XDocument.Load(octets).Descendants().Single(element => element.Name.LocalName == "messagePayload");
        var delivered = XDocument.Load(await demo.FileAsync("message.delivered.xml")).Root!;
        Assert.Equal(delivered.Descendants().Select(element => (element.Name, element.HasElements ? "" : element.Value)), inside.Descendants().Select(element => (element.Name, element.HasElements ? "" : element.Value)));
    }

    [Theory]
    [InlineData("message.xhe.xml", "xsd/xhe/XHE-1.0.xsd", "schematron/DIGG-XHE-Business-Rules.scmt")]
    [InlineData("receipt.xhe.xml", "xsd/xhe/XHE-1.0.xsd", "schematron/DIGG-XHE-Business-Rules.scmt")]
    [InlineData("message.delivered.xml", "xsd/sdk-message/infrastructure_messaging_MessageWithAttachments_3.0.xsd", "schematron/MessageConstraints.xml")]
    [InlineData("receipt.delivered.xml", "xsd/receipt/Response-2.1.xsd", "schematron/DIGG-AppRes-Business-Rules.scmt")]
    public async Task The_official_schema_and_rules_accept_what_crossed(string name, string schema, string rules)
    {
        var file = await demo.FileAsync(name);
        var valid = await ExternalProgram.RunAsync("xmllint", ["--nonet", "--noout", "--schema", SharedFiles.Official(schema), file]);
        Assert.True(valid.ExitCode == 0, valid.Error);
        var checker = Path.Combine(SharedFiles.RepositoryRoot, "artifacts", "schematron", "check.mjs");
        Assert.SkipUnless(File.Exists(checker) || Environment.GetEnvironmentVariable("CI") == "true", "The Schematron runner is not installed; eng/test installs it.");
        var ruled = await ExternalProgram.RunAsync("node", [checker, SharedFiles.Official(rules), file]);
        Assert.Equal("0", ruled.Text.Split('\t')[1].Trim());
    }

    private static string Kind(string name) => name switch
    {
        _ when name.EndsWith(".xhe.xml", StringComparison.Ordinal) => "XHE envelope: valid",
        _ when name.EndsWith("request.http", StringComparison.Ordinal) => "AS4 user message: valid",
        _ when name.EndsWith("response.http", StringComparison.Ordinal) => "AS4 receipt: valid",
        "message.delivered.xml" => "SDK message 3.0: valid",
        _ when name.EndsWith(".smp.xml", StringComparison.Ordinal) => "SMP metadata (SignedServiceMetadata): valid",
        _ => "message receipt (ApplicationResponse): valid",
    };
}
