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

    /// <summary>Runs both and prints rates, shares and the ratio.</summary>
    public static async Task RunAsync(int messages, TextWriter output, CancellationToken cancellationToken)
    {
        var one = await MeasureAsync(1, messages, output, cancellationToken);
        var two = await MeasureAsync(2, messages, output, cancellationToken);
        output.WriteLine($"two nodes a side reach {two / one:F2} of one's rate");
    }

    private static async Task<double> MeasureAsync(int nodes, int messages, TextWriter output, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sdknode-rate-");
        var chance = new Chance(1);
        await using var postgres = await PostgresServer.StartAsync();
        await using var services = await DemoServices.StartAsync(new DevelopmentPkiOptions { Environment = "TEST", AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, cancellationToken);
        await using var a = await SideAsync("a", DemoParty.Kristinehamn);
        await using var b = await SideAsync("b", DemoParty.RegionVarmland);
        Mailer[] mailers = [new(a, b, chance, () => int.MaxValue), new(b, a, chance, () => int.MaxValue)];
        await SendAsync(Enumerable.Range(0, WarmUp));
        await CountClaimsAsync(a);
        await CountClaimsAsync(b);
        var watch = Stopwatch.StartNew();
        await SendAsync(Enumerable.Range(WarmUp, messages));
        var rate = messages / watch.Elapsed.TotalSeconds;
        output.WriteLine($"{nodes} {(nodes == 1 ? "node" : "nodes")} a side: {rate:F1} messages/s; work claimed: {await SharesAsync(a)} | {await SharesAsync(b)}");
        folder.Delete(recursive: true);
        return rate;

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

    private static async Task<string> SharesAsync(Municipality side)
    {
        await using var db = side.Store.Open();
        var owners = await db.Database.SqlQueryRaw<string>("""SELECT "Owner" AS "Value" FROM claims""").ToListAsync();
        var counts = owners.CountBy(owner => owner.Split('#')[0]).Select(count => count.Value).OrderDescending().ToList();
        return string.Join(", ", counts.Select(count => $"{100.0 * count / owners.Count:F0} %"));
    }
}
