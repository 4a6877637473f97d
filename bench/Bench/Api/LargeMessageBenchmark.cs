using System.Diagnostics;
using System.Globalization;
using SdkNode.Node.Demo;

namespace SdkNode.Bench.Api;

/// <summary>
/// The largest message that may be sent (30 MB as XML, MSG-13) in and out through the API: how fast, and how much memory above
/// what the nodes have at rest, against a message of a hundredth of its size in the same run.
/// </summary>
internal static class LargeMessageBenchmark
{
    private const int LargestFile = 22_400_000;

    /// <summary>Runs it and prints a line for each size.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await using var run = await DemoRun.StartAsync(outFolder: null, new DemoScreen(TextWriter.Null), CancellationToken.None);
        using var sender = await BenchClient.ConnectAsync(run.A, "*");
        using var receiver = await BenchClient.ConnectAsync(run.B, "*");
        await OneAsync(TextWriter.Null, run, sender, receiver, 10_000);
        await OneAsync(output, run, sender, receiver, LargestFile / 100);
        await OneAsync(output, run, sender, receiver, LargestFile);
    }

    private static async Task OneAsync(TextWriter output, DemoRun run, BenchClient sender, BenchClient receiver, int fileBytes)
    {
        string path;
        Line(output, $"A file of {fileBytes / 1e6:F1} MB:");
        await using (var memory = PeakMemory.Begin())
        {
            using var message = new LargeMessage(run.A.Party, run.B.Party, fileBytes);
            var watch = Stopwatch.StartNew();
            path = await sender.PostAsync(message);
            Report(output, "POST until 201", watch.Elapsed, fileBytes, memory);
        }

        await using (var memory = PeakMemory.Begin())
        {
            var watch = Stopwatch.StartNew();
            await ArriveAsync(receiver, path);
            Report(output, "from node to node until NEW", watch.Elapsed, fileBytes, memory);
        }

        await using (var memory = PeakMemory.Begin())
        {
            var watch = Stopwatch.StartNew();
            await receiver.GetAsync(path);
            Report(output, "GET", watch.Elapsed, fileBytes, memory);
        }
    }

    private static async Task ArriveAsync(BenchClient receiver, string path)
    {
        var id = path.Split('/')[^1];
        while (true)
        {
            var list = await receiver.ReadAsync("/v1/sdk/messages?filter[messageStatus]=NEW");
            if (list.GetProperty("data").EnumerateArray().Any(message => message.GetProperty("attributes").GetProperty("messageId").GetString() == id))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private static void Report(TextWriter output, string what, TimeSpan time, int fileBytes, PeakMemory memory) => Line(
        output,
        $"  {what,-28} {time.TotalMilliseconds,8:F0} ms {fileBytes / 1e6 / time.TotalSeconds,7:F1} MB/s of file; peak working set {memory.Above / 1e6,4:F0} MB above {memory.Idle / 1e6:F0} MB idle");

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
