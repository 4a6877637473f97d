using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SdkNode.Crash.Federation;
using SdkNode.Crash.Mail;
using SdkNode.Node.Demo;
using SdkNode.Testbed.Pki;
using SdkNode.Testing;

namespace SdkNode.Crash;

/// <summary>
/// What a second node a side costs or gives on the same machine: the rate of messages from POST to their end with one node a side
/// and with two, on PostgreSQL, nobody killed and the network in order; and how the nodes share the work.
/// </summary>
internal static class RateRun
{
    private const int WarmUp = 300;
    private const double LeastRatio = 0.8;
    private const double LeastShare = 35;

    /// <summary>Runs both and prints rates, shares and the ratio. False when two nodes reach too little of one's rate, or one of them does too little.</summary>
    public static async Task<bool> RunAsync(int messages, TextWriter output, CancellationToken cancellationToken)
    {
        var one = await InFolderAsync(1, messages, output, cancellationToken);
        var two = await InFolderAsync(2, messages, output, cancellationToken);
        output.WriteLine($"two nodes a side reach {two.Rate / one.Rate:F2} of one's rate (at least {LeastRatio:F1}), each takes {two.LeastShare:F0} % of the work or more (at least {LeastShare:F0} %)");
        return two.Rate / one.Rate >= LeastRatio && two.LeastShare >= LeastShare;
    }

    // The nodes write to their logs until they have ended.
    private static async Task<Measured> InFolderAsync(int nodes, int messages, TextWriter output, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sdknode-rate-");
        try
        {
            return await MeasureAsync(folder, nodes, messages, output, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Measured> MeasureAsync(DirectoryInfo folder, int nodes, int messages, TextWriter output, CancellationToken cancellationToken)
    {
        var chance = new Chance(1);
        await using var postgres = await PostgresServer.StartAsync();
        await using var services = await DemoServices.StartAsync(new DevelopmentPkiOptions { Environment = "TEST", AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, cancellationToken);
        await using var a = await SideAsync("a", DemoParty.Kristinehamn);
        await using var b = await SideAsync("b", DemoParty.RegionVarmland);
        Mailer[] mailers = [new(a, b, chance, () => int.MaxValue, () => false), new(b, a, chance, () => int.MaxValue, () => false)];
        await SendAsync(Enumerable.Range(0, WarmUp));
        await CountClaimsAsync(a);
        await CountClaimsAsync(b);
        var watch = Stopwatch.StartNew();
        await SendAsync(Enumerable.Range(WarmUp, messages));
        var rate = messages / watch.Elapsed.TotalSeconds;
        List<double> sharesA = await SharesAsync(a), sharesB = await SharesAsync(b);
        output.WriteLine($"{nodes} {(nodes == 1 ? "node" : "nodes")} a side: {rate:F1} messages/s; work claimed: {Text(sharesA)} | {Text(sharesB)}");
        return new Measured(rate, sharesA.Count < nodes || sharesB.Count < nodes ? 0 : Math.Min(sharesA.Min(), sharesB.Min()));

        async Task<Municipality> SideAsync(string letter, DemoParty party)
        {
            var path = Path.Combine(folder.FullName, letter);
            var side = await Municipality.StartAsync(party, path, new SideStore(path, await postgres.CreateDatabaseAsync()) { Nodes = nodes }, services, chance, cancellationToken);
            side.Line.Calm();
            return side;
        }

        async Task SendAsync(IEnumerable<int> numbers)
        {
            var halves = numbers.ToLookup(number => number % 2);
            await Task.WhenAll(mailers.Select((mailer, i) => mailer.RunAsync(halves[i], cancellationToken)));
            while (await Checks.StoreContents.LeftAsync(a.Store, cancellationToken) + await Checks.StoreContents.LeftAsync(b.Store, cancellationToken) > 0)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private static async Task CountClaimsAsync(Municipality side)
    {
        await using var db = side.Store.Open();
        await db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE claims ("Owner" text);
            CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO claims VALUES (NEW."LeaseOwner"); RETURN NEW; END $$;
            CREATE TRIGGER note_claim AFTER UPDATE ON "Work" FOR EACH ROW
                WHEN (NEW."LeaseOwner" IS NOT NULL AND NEW."LeaseOwner" IS DISTINCT FROM OLD."LeaseOwner") EXECUTE FUNCTION note_claim();
            """);
    }

    private static string Text(IEnumerable<double> shares) => string.Join(", ", shares.Select(share => $"{share:F0} %"));

    private static async Task<List<double>> SharesAsync(Municipality side)
    {
        await using var db = side.Store.Open();
        var owners = await db.Database.SqlQueryRaw<string>("""SELECT "Owner" AS "Value" FROM claims""").ToListAsync();
        return [.. owners.CountBy(owner => owner.Split('#')[0]).Select(count => 100.0 * count.Value / owners.Count).OrderDescending()];
    }

    private sealed record Measured(double Rate, double LeastShare);
}
