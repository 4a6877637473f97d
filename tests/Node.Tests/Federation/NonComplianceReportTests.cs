using System.Text.Json.Nodes;
using SdkNode.As4.Messages;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Partners;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>What an access point operator must report of its peers (XHE-11).</summary>
public sealed class NonComplianceReportTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("XHE-11.5", Refuses = true)]
    public async Task A_refused_envelope_raises_an_alarm_and_stands_in_the_report()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("rapport"), cancellationToken: Cancelled);
        var began = TimeProvider.System.GetUtcNow();
        var (_, transfer) = await world.Partner.PrepareMessageAsync(node);
        transfer = transfer with { Envelope = "not an envelope"u8.ToArray() };

        (await world.Partner.Courier.PostAsync(transfer)).MustBeRefused(As4ErrorCode.OtherError, As4Error.XheNotCompliant);

        var alarm = Assert.Single(await node.Get<AlarmList>().OpenAsync(Cancelled), row => row.Kind == AlarmKinds.PeerNotCompliant);
        Assert.Equal(world.Partner.Party.PartyId, alarm.Subject);
        Assert.Contains("partners report", alarm.Remedy, StringComparison.Ordinal);

        var report = new NonComplianceReport(node.Get<Func<NodeDb>>());
        var line = Assert.Single(await ReadAsync(report, DemoServices.Environment, began, DateTimeOffset.MaxValue));
        Assert.Equal(("XHE-11", world.Partner.Party.PartyId, transfer.Message.MessageId), (line.Rule, line.AccessPoint, line.As4MessageId));
        Assert.Contains(world.Partner.Keys.AccessPoint.Certificate.Thumbprint, line.Certificate, StringComparison.Ordinal);
        Assert.Equal(transfer.Message.MessageId, (string?)JsonNode.Parse(NonComplianceFile.Json(line))!["as4MessageId"]);
        Assert.Equal(NonComplianceFile.CsvHead.Split(',').Length, NonComplianceFile.Csv(line with { Certificate = "", Reason = "" }).Split(',').Length);
        Assert.Empty(await ReadAsync(report, DemoServices.Environment, DateTimeOffset.MinValue, began));
        Assert.Empty(await ReadAsync(report, "another", DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_peers_words_are_no_formula_and_break_no_line_of_the_report()
    {
        var line = new NonComplianceLine(default, "e", "=cmd|x", null, "a\"b", "-1", "x\r\ny", "AP-3", "@sum");
        var csv = NonComplianceFile.Csv(line);
        Assert.Equal("\"0001-01-01T00:00:00.000Z\",\"e\",\"'=cmd|x\",\"\",\"a\"\"b\",\"'-1\",\"x\uFFFD\uFFFDy\",\"AP-3\",\"'@sum\"", csv);
        Assert.DoesNotContain('\n', NonComplianceFile.Json(line));
    }

    private static async Task<List<NonComplianceLine>> ReadAsync(NonComplianceReport report, string environment, DateTimeOffset from, DateTimeOffset to)
    {
        List<NonComplianceLine> lines = [];
        await foreach (var line in report.ReadAsync(environment, from, to, Cancelled))
        {
            lines.Add(line);
        }

        return lines;
    }
}
