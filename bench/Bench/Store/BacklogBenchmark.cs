using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using SdkNode.Bench.Api;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Bench.Store;

/// <summary>
/// What a backlog costs those that are not in it: 100,000 messages are due to a receiver whose access point takes connections and
/// never answers. The newest message's status by the API, the way of a message to another receiver, and a start of the node are
/// timed before and with it, in the same run.
/// </summary>
internal static class BacklogBenchmark
{
    private const int Backlog = 100_000;
    private const int Batch = 1_000;
    private const int Rounds = 41;
    private const int Ways = 15;
    private const int Starts = 5;

    private static readonly DemoParty s_stalled = new("c", "0203:stalled.example", "Stiltje kommun", "stalled.registratur", "AP0003-SDK-DEMO");

    /// <summary>Runs it and prints a table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await using var run = await DemoRun.StartAsync(outFolder: null, new DemoScreen(TextWriter.Null), CancellationToken.None);
        using var stalled = new TcpListener(IPAddress.Loopback, 0);
        stalled.Start(1_000);
        using var keys = await DemoKeys.IssueAsync(run.Services.Pki, s_stalled, CancellationToken.None);
        run.Services.Publish(s_stalled, keys, new Uri($"https://127.0.0.1:{((IPEndPoint)stalled.LocalEndpoint).Port}/"));
        await MeasureAsync(run);
        var before = await MeasureAsync(run);
        await FillAsync(run.A);
        var with = await MeasureAsync(run);
        Line(output, $"{"",-44} {"none",10} {$"{Backlog:N0}",10} {"ratio",7}");
        for (var i = 0; i < before.Count; i++)
        {
            Line(output, $"{before[i].Name,-44} {before[i].Milliseconds,7:F1} ms {with[i].Milliseconds,7:F1} ms {with[i].Milliseconds / before[i].Milliseconds,6:F2}x");
        }
    }

    private static async Task<IReadOnlyList<(string Name, double Milliseconds)>> MeasureAsync(DemoRun run)
    {
        // A start ends when the listeners serve; what is due is being claimed by then.
        var start = await MedianAsync(Starts, async () =>
        {
            await run.A.StopAsync();
            var watch = Stopwatch.StartNew();
            await run.A.StartAsync(CancellationToken.None);
            return watch.Elapsed;
        });
        using var client = await BenchClient.ConnectAsync(run.A, "*");
        string? newest = null;
        var way = await MedianAsync(Ways, async () =>
        {
            using var message = new LargeMessage(run.A.Party, run.B.Party, 48 * 1024);
            var watch = Stopwatch.StartNew();
            newest = await client.PostAsync(message);
            while (await run.A.Store.FindAsync(DemoServices.Environment, run.A.Party.Participant, Direction.Outgoing, newest.Split('/')[^1], CancellationToken.None) is not { Status: MessageStatus.Accepted })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }

            return watch.Elapsed;
        });
        var status = await MedianAsync(Rounds, async () =>
        {
            var watch = Stopwatch.StartNew();
            await client.GetAsync(newest!);
            return watch.Elapsed;
        });
        return [($"GET of the newest message, median of {Rounds}", status), ($"POST to ACCEPTED, median of {Ways}", way), ($"start, median of {Starts}", start)];
    }

    private static async Task FillAsync(DemoNode node)
    {
        var store = node.Get<OpenedStore>();
        await using var writer = store.Content.Create();
        await writer.WriteAsync(RandomNumberGenerator.GetBytes(100_000));
        await writer.CompleteAsync(CancellationToken.None);
        var due = node.Clock.GetUtcNow().AddDays(-1);
        for (var done = 0; done < Backlog; done += Batch)
        {
            await store.Messages.AddAsync([.. Enumerable.Range(0, Batch).SelectMany(i => Rows(node, writer.Id, due.AddMilliseconds(done + i)))], CancellationToken.None);
        }
    }

    private static IEnumerable<object> Rows(DemoNode node, Guid payload, DateTimeOffset due)
    {
        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(due),
            Environment = DemoServices.Environment,
            Participant = node.Party.Participant,
            Direction = Direction.Outgoing,
            Kind = MessageKind.Message,
            XheId = Guid.NewGuid().ToString("D"),
            DocumentType = new DocumentTypeIdentifier(DemoServices.BulkType, TransportModel.BaseSigEnc).ToString(),
            From = node.Party.Participant,
            To = s_stalled.Participant,
            FunctionalAddress = s_stalled.Function,
            Status = MessageStatus.Scheduled,
            CreatedAt = due,
            Payload = payload,
            PayloadBytes = 100_000,
        };
        return [row, WorkRow.For(row, WorkKind.Send, due), Events.Step(row, node.Clock, "Stored.")];
    }

    private static async Task<double> MedianAsync(int rounds, Func<Task<TimeSpan>> round)
    {
        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            times.Add((await round()).TotalMilliseconds);
        }

        times.Sort();
        return times[rounds / 2];
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
