using System.Diagnostics;
using System.Globalization;
using SdkNode.Node.Demo;

namespace SdkNode.Bench.Api;

/// <summary>
/// What case systems wait for: lists of a mailbox with 10,000 messages and one message of it, against the same of an empty
/// mailbox at a like node, asked in turn in the same run over HTTP. Not a BenchmarkDotNet class, because two nodes with their
/// federation are started once and the whole request is measured, not a method.
/// </summary>
internal static class MailboxBenchmark
{
    private const int Messages = 10_000;
    private const int Rounds = 41;

    /// <summary>Runs it and prints a table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await using var run = await DemoRun.StartAsync(outFolder: null, new DemoScreen(TextWriter.Null), CancellationToken.None);
        var filling = new MailboxFilling(run.A, run.B.Party);
        var newest = await filling.AddAsync(Messages);
        Line(output, $"{Messages:N0} messages in the mailbox; median of {Rounds} requests each, full and empty in turn");
        Line(output, $"{"request",-58} {"full",10} {"empty",10} {"ratio",7}");
        using (var full = await BenchClient.ConnectAsync(run.A, run.A.Party.Function))
        using (var empty = await BenchClient.ConnectAsync(run.B, run.B.Party.Function))
        {
            await ListsAsync(output, full, empty, filling, "");
            var alone = await new MailboxFilling(run.B, run.A.Party).AddAsync(1);
            await CompareAsync(output, "GET of one message with a PDF", () => full.GetAsync($"/v1/sdk/messages/{newest}"), () => empty.GetAsync($"/v1/sdk/messages/{alone}"));
            await WholeAsync(output, full);
        }

        using var wide = await BenchClient.ConnectAsync(run.A, "*");
        using var none = await BenchClient.ConnectAsync(run.B, "varmland.ortopedi");
        await ListsAsync(output, wide, none, filling, " (client with 7 addresses)");
    }

    private static async Task ListsAsync(TextWriter output, BenchClient full, BenchClient empty, MailboxFilling filling, string note)
    {
        var early = filling.Oldest.AddDays(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var late = filling.Oldest.AddMinutes(10 * (Messages - 100)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var (name, query) in new[]
        {
            ("NEW", "filter[messageStatus]=NEW"),
            ("MESSAGE_EXCHANGE_ERROR, one in 200", "filter[messageStatus]=MESSAGE_EXCHANGE_ERROR"),
            ("ERROR (a mark), one in 200", "filter[messageStatus]=ERROR"),
            ("REJECTED (a mark), none", "filter[messageStatus]=REJECTED"),
            ("made in the last hours", $"filter[creationDateTimeStart]={late}"),
            ("made on the oldest day", $"filter[creationDateTimeStop]={early}"),
            ("a rare sender", $"filter[senderAttention.subOrganization.extension]={MailboxFilling.RareSender}"),
            ("NEW of a sender without messages", "filter[messageStatus]=NEW&filter[senderAttention.subOrganization.extension]=varmland.bup"),
            ("recipient and NEW", $"filter[messageStatus]=NEW&filter[recipientAttention.subOrganization.extension]={DemoParty.Kristinehamn.Function}"),
            ("answers to a message, none", $"filter[refToMessageId]={Guid.NewGuid()}"),
            ("a conversation, none", $"filter[conversationId]={Guid.NewGuid()}"),
        })
        {
            var path = $"/v1/sdk/messages?{query}&page[size]=50";
            await CompareAsync(output, name + note, () => full.GetAsync(path), () => empty.GetAsync(path));
        }
    }

    private static async Task WholeAsync(TextWriter output, BenchClient full)
    {
        await using var memory = PeakMemory.Begin();
        var watch = Stopwatch.StartNew();
        var length = await full.GetAsync("/v1/sdk/messages");
        Line(output, $"all {Messages:N0} in one answer of {length / 1e6:F1} MB: {watch.Elapsed.TotalSeconds:F2} s; peak working set {memory.Above / 1e6:F0} MB above the {memory.Idle / 1e6:F0} MB of two idle nodes");
    }

    private static async Task CompareAsync(TextWriter output, string name, Func<Task<long>> full, Func<Task<long>> empty)
    {
        var (ours, baseline) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds + 3; i++)
        {
            ours.Add(await TimeAsync(full));
            baseline.Add(await TimeAsync(empty));
        }

        var (a, b) = (Median(ours), Median(baseline));
        Line(output, $"{name,-58} {a,7:F1} ms {b,7:F1} ms {a / b,6:F1}x");
    }

    private static async Task<double> TimeAsync(Func<Task<long>> request)
    {
        var start = Stopwatch.GetTimestamp();
        await request();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // The first three are for warming up.
    private static double Median(List<double> times) => times.Skip(3).Order().ElementAt((times.Count - 3) / 2);

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
