using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Audit;

/// <summary>Sealed logs say exactly what somebody has done to them, on SQLite.</summary>
public sealed class LogSealTests : IAsyncLifetime
{
    private LogCase _logs = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _logs = await LogCase.MakeAsync(null);

    public ValueTask DisposeAsync()
    {
        _logs.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_nobody_touched_has_no_fault_and_says_how_far_it_is_sealed()
    {
        await _logs.AppendAsync(LogSealer.Most + 5);
        await _logs.AppendAsync(3, "0203:other.example");
        Assert.Equal(LogSealer.Most + 8, await _logs.SealAsync());
        await _logs.AppendAsync(2);
        var states = await new LogCheck(_logs.Store.Open, _logs.Key).RunAsync("demo", LogCase.Participant, Cancelled);
        var state = Assert.Single(states);
        Assert.Equal((1, 2, 2), (state.Oldest, state.Newest, state.Unsealed));
        Assert.Empty(await _logs.FaultsAsync());
        Assert.Equal(2, await _logs.SealAsync());
        Assert.Equal(0, await _logs.SealAsync());
        Assert.Empty(await _logs.FaultsAsync());
    }

    [Theory]
    [InlineData("""UPDATE "EventLog" SET "Fault" = '' WHERE "Id" = 4""", "entry 4 at place 1 of segment 2 has been changed, moved or added")]
    [InlineData("""UPDATE "EventLog" SET "XheId" = NULL, "Fault" = "XheId" WHERE "Id" = 2""", "entry 2 at place 2 of segment 1 has been changed, moved or added")]
    [InlineData("""UPDATE "EventLog" SET "At" = "At" + 1 WHERE "Id" = 2""", "entry 2 at place 2 of segment 1 has been changed, moved or added")]
    [InlineData("""DELETE FROM "EventLog" WHERE "Id" = 5""", "the entry at place 2 of segment 2 is missing")]
    [InlineData("""DELETE FROM "EventLog" WHERE "Id" = 9""", "the entry at place 3 of segment 3 is missing")]
    [InlineData("""UPDATE "EventLog" SET "Segment" = NULL WHERE "Id" = 1""", "the entry at place 1 of segment 1 is missing")]
    [InlineData("""UPDATE "EventLog" SET "Place" = 4 - "Place" WHERE "Id" IN (4, 6)""", "entry 6 at place 1 of segment 2 has been changed, moved or added;entry 4 at place 3 of segment 2 has been changed, moved or added")]
    [InlineData("""DELETE FROM "LogSegments" WHERE "Number" = 2""", "segment 2 is missing")]
    [InlineData("""DELETE FROM "LogSegments" WHERE "Number" = 1""", "segment 1 is missing")]
    [InlineData("""DELETE FROM "LogSegments" WHERE "Number" = 3""", "segment 3 is missing")]
    [InlineData("""UPDATE "LogSegments" SET "Count" = 2 WHERE "Number" = 2""", "segment 2 has been changed")]
    [InlineData("""UPDATE "LogChains" SET "Oldest" = 2""", "the mark of the chain's first and last segment has been changed")]
    [InlineData("""UPDATE "EventLog" SET "Segment" = 9 WHERE "Id" = 3""", "the entry at place 3 of segment 1 is missing;entry 3 says it is sealed by a segment that the chain does not have")]
    [InlineData("""INSERT INTO "EventLog" ("Environment", "Participant", "At", "Event", "Direction", "Segment", "Place", "Seal") SELECT "Environment", "Participant", "At", "Event", "Direction", "Segment", 4, "Seal" FROM "EventLog" WHERE "Id" = 3""", "entry 10 at place 4 of segment 1 has been changed, moved or added")]
    [Rule("AP-5.4")]
    public async Task Whatever_is_done_to_a_sealed_log_is_named(string sql, string faults)
    {
        for (var i = 0; i < 3; i++)
        {
            await _logs.AppendAsync(3);
            Assert.Equal(3, await _logs.SealAsync());
        }

        Assert.Empty(await _logs.FaultsAsync());
        await _logs.SqlAsync(sql);
        var found = await _logs.FaultsAsync();
        Assert.All(faults.Split(';'), fault => Assert.Contains(fault, found));
    }

    [Theory]
    [InlineData("""UPDATE "LogChains" SET "Newest" = 2, "NewestDigest" = (SELECT "Digest" FROM "LogSegments" WHERE "Number" = 2)""")]
    [InlineData("""UPDATE "LogChains" SET "Oldest" = 3""")]
    [InlineData("""DELETE FROM "LogSegments" WHERE "Number" = 3""")]
    [InlineData("""DELETE FROM "LogChains" """)]
    [Rule("AP-5.4")]
    public async Task What_was_tampered_with_is_not_sealed_anew_stays_told_and_stops_no_other_chain(string sql)
    {
        for (var i = 0; i < 3; i++)
        {
            await _logs.AppendAsync(3);
            await _logs.SealAsync();
        }

        await _logs.SqlAsync(sql);
        await _logs.AppendAsync(2);
        await _logs.AppendAsync(4, "0203:arvika.example");
        Assert.Equal(4, await _logs.SealAsync());
        Assert.NotEmpty(await _logs.FaultsAsync());
        var alarm = Assert.Single(await _logs.Alarms.OpenAsync(Cancelled));
        Assert.Equal((AlarmKinds.LogBroken, $"event {LogCase.Participant}"), (alarm.Kind, alarm.Subject));
    }

    [Fact]
    public async Task A_key_that_is_wrapped_anew_stays_the_same()
    {
        await _logs.AppendAsync(1);
        await _logs.SealAsync();
        var again = new LogSealKey(new SecretStore(_logs.Store.Open, _logs.Store.Key, _logs.Store.Clock));
        Assert.Empty((await new LogCheck(_logs.Store.Open, again).RunAsync(null, null, Cancelled)).SelectMany(state => state.Faults));
    }

    [Fact]
    public async Task An_export_is_quoted_and_no_spreadsheet_computes_it()
    {
        await _logs.AppendAsync(1);
        await _logs.SqlAsync("""UPDATE "EventLog" SET "Fault" = '=cmd|"x",å', "PeerParty" = 'a' || char(10) || 'b'""");
        using var csv = new MemoryStream();
        using var lines = new MemoryStream();
        var wish = new LogExportWish(LogNames.Event, true, null, null, "demo", null);
        Assert.Equal(1, await LogExport.WriteAsync(_logs.Store.Open, wish, csv, Cancelled));
        Assert.Equal(1, await LogExport.WriteAsync(_logs.Store.Open, wish with { IsCsv = false }, lines, Cancelled));
        Assert.Equal(0, await LogExport.WriteAsync(_logs.Store.Open, wish with { From = TestClock.Start.AddTicks(1), IsCsv = false }, lines, Cancelled));
        var at = TestClock.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            "\"id\",\"at\",\"environment\",\"participant\",\"event\",\"direction\",\"peerParty\",\"peerCertificate\",\"peerSignature\",\"from\",\"to\",\"as4MessageId\",\"conversationId\",\"xheId\",\"fault\"\r\n"
            + $"\"1\",\"{at}\",\"demo\",\"{LogCase.Participant}\",\"message-sent\",\"out\",\"a\nb\",,,,,,,\"xhe-0\",\"'=cmd|\"\"x\"\",å\"\r\n",
            System.Text.Encoding.UTF8.GetString(csv.ToArray()));
        Assert.Equal(
            $$"""{"id":1,"at":"{{at}}","environment":"demo","participant":"{{LogCase.Participant}}","event":"message-sent","direction":"out","peerParty":"a\nb","xheId":"xhe-0","fault":"=cmd|\u0022x\u0022,\u00E5"}""" + "\n",
            System.Text.Encoding.UTF8.GetString(lines.ToArray()));
    }
}
