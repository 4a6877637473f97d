using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using SdkNode.Bench.Api;
using SdkNode.Node.Demo;

namespace SdkNode.Bench.Ui;

/// <summary>
/// What a registrar waits for: the pages of a mailbox with 100,000 messages against those of a nearly empty mailbox at a like node, asked in
/// turn in the same run over HTTP, at the 95th percentile.
/// </summary>
internal static partial class PagesBenchmark
{
    private const int Messages = 100_000;
    private const int Rounds = 101;

    /// <summary>Runs it and prints a table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await using var run = await DemoRun.StartAsync(outFolder: null, new DemoScreen(TextWriter.Null), CancellationToken.None);
        await new MailboxFilling(run.A, run.B.Party).AddAsync(Messages);
        await new MailboxFilling(run.B, run.A.Party).AddAsync(1);
        using var full = await Registrar.AsAsync(run.A, "karin.lind", run.A.Party.Function);
        using var empty = await Registrar.AsAsync(run.B, "lars.holm", run.B.Party.Function);
        Line(output, $"{Messages:N0} messages in the mailbox; 95th percentile of {Rounds} requests each, full and empty in turn");
        Line(output, $"{"page",-46} {"full",10} {"empty",10} {"ratio",7}");
        foreach (var (name, path) in new[] { ("to register", ""), ("unread", "/new"), ("mine, none", "/mine"), ("overdue", "/overdue"), ("sent, none", "/sent"), ("a search that finds nothing in 2,000", "?q=finnsinte"), ("a search by id, none", $"?q={Guid.NewGuid()}") })
        {
            await CompareAsync(output, name, () => full.GetAsync(path), () => empty.GetAsync(path));
        }

        await CompareAsync(output, "a message", () => full.GetAsync(full.Newest), () => empty.GetAsync(empty.Newest));
        await CompareAsync(output, "the start, with the numbers of every mailbox", full.StartAsync, empty.StartAsync);
    }

    private static async Task CompareAsync(TextWriter output, string name, Func<Task> full, Func<Task> empty)
    {
        var (ours, baseline) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds + 3; i++)
        {
            ours.Add(await TimeAsync(full));
            baseline.Add(await TimeAsync(empty));
        }

        var (a, b) = (Late(ours), Late(baseline));
        Line(output, $"{name,-46} {a,7:F1} ms {b,7:F1} ms {a / b,6:F1}x");
    }

    private static async Task<double> TimeAsync(Func<Task> request)
    {
        var start = Stopwatch.GetTimestamp();
        await request();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // The first three are for warming up.
    private static double Late(List<double> times) => times.Skip(3).Order().ElementAt((int)((times.Count - 3) * 0.95));

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Somebody who has signed in.</summary>
    private sealed partial class Registrar(HttpClient http, string mailbox, string newest) : IDisposable
    {
        public string Newest => newest;

        public static async Task<Registrar> AsAsync(DemoNode node, string id, string address)
        {
            var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = node.ConsoleAddress };
            var token = Token().Match(await http.GetStringAsync(new Uri("/sign-in/made-up", UriKind.Relative))).Groups[1].Value;
            using var form = new FormUrlEncodedContent([new("form-token", token), new("id", id)]);
            using var answer = await http.PostAsync(new Uri("/sign-in/made-up", UriKind.Relative), form);
            var start = await answer.Content.ReadAsStringAsync();
            var card = start.Split("<li class=\"card\">").First(part => part.Contains($"· {address} ", StringComparison.Ordinal));
            var mailbox = Mailbox().Match(card).Groups[1].Value;
            var newest = Message().Match(await http.GetStringAsync(new Uri(mailbox, UriKind.Relative))).Groups[1].Value;
            return new Registrar(http, mailbox, newest);
        }

        public Task<byte[]> GetAsync(string path) => http.GetByteArrayAsync(new Uri(path.StartsWith("/m/", StringComparison.Ordinal) ? path : mailbox + path, UriKind.Relative));

        public Task<byte[]> StartAsync() => http.GetByteArrayAsync(new Uri("/", UriKind.Relative));

        public void Dispose() => http.Dispose();

        [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
        private static partial Regex Token();

        [GeneratedRegex("href=\"(/m/[0-9a-f]{12})\"")]
        private static partial Regex Mailbox();

        [GeneratedRegex("href=\"(/m/[0-9a-f]{12}/message/[^\"]+)\"")]
        private static partial Regex Message();
    }
}
