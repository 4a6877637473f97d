using System.Diagnostics;
using SdkNode.Crash.Checks;
using SdkNode.Crash.Federation;
using SdkNode.Crash.Kills;
using SdkNode.Crash.Mail;
using SdkNode.Node.Demo;
using SdkNode.Testing;
using SdkNode.Testbed.Pki;

namespace SdkNode.Crash;

/// <summary>One run: send in both directions while both sides are killed and the network misbehaves; let it end; compare.</summary>
internal sealed class CrashRun
{
    /// <summary>How long a node may take to stop in order.</summary>
    private static readonly TimeSpan MostForStop = TimeSpan.FromSeconds(40);

    /// <summary>A run of so many kills is longer than the time to PostgreSQL's first outage.</summary>
    private const int KillsWithOutage = 60;

    /// <summary>By how much all clocks are fast at the end, as far as a clock may be wrong.</summary>
    private static readonly TimeSpan FastAtTheEnd = TimeSpan.FromMinutes(4);

    /// <summary>How long nothing may change before what is left is taken for lost: longer than any wait between two tries that still come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(11);

    private readonly CrashOptions _options;
    private readonly CrashReport _report;
    private readonly Chance _chance;
    private readonly KillPlan _plan;
    private readonly Municipality _a;
    private readonly Municipality _b;
    private readonly Mailer _fromA;
    private readonly Mailer _fromB;

    private readonly Outages? _outages;

    private CrashRun(CrashOptions options, CrashReport report, Chance chance, Municipality a, Municipality b, Outages? outages)
    {
        _outages = outages;
        (_options, _report, _chance, _a, _b) = (options, report, chance, a, b);
        _plan = new KillPlan(options, chance);
        (_fromA, _fromB) = (new Mailer(a, b, chance, () => _plan.Allowed, () => _plan.IsOver), new Mailer(b, a, chance, () => _plan.Allowed, () => _plan.IsOver));
    }

    private int Sent => _fromA.Count + _fromB.Count;

    private IEnumerable<NodeProcess> Nodes => _a.Nodes.Concat(_b.Nodes);

    /// <summary>Runs; true when everything was as it must be.</summary>
    public static async Task<bool> RunAsync(CrashOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var folder = options.Folder is { } named ? Directory.CreateDirectory(named).FullName : Directory.CreateTempSubdirectory("sdknode-crash-").FullName;
        var report = new CrashReport(output, options, folder);
        report.Begin();
        var good = await RunAsync(options, report, folder, cancellationToken);
        if (good && options.Folder is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return good;
    }

    private static async Task<bool> RunAsync(CrashOptions options, CrashReport report, string folder, CancellationToken cancellationToken)
    {
        var chance = new Chance(options.Seed);
        var pki = new DevelopmentPkiOptions { Environment = "TEST", AuthorityKeyBits = 2048, LeafKeyBits = 2048 };
        await using var services = await DemoServices.StartAsync(pki, cancellationToken);
        await using var postgres = options.Store == "postgres" ? await PostgresServer.StartAsync() : null;
        var (ofA, ofB) = postgres is null ? (null, null) : (await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync());
        var starting = SideAsync(DemoParty.Kristinehamn, Path.Combine(folder, "a"), ofA, services, chance, cancellationToken);
        await using var b = await SideAsync(DemoParty.RegionVarmland, Path.Combine(folder, "b"), ofB, services, chance, cancellationToken);
        await using var a = await starting;
        return await new CrashRun(options, report, chance, a, b, postgres is null ? null : new Outages(postgres, chance)).RunAsync(cancellationToken);
    }

    private static Task<Municipality> SideAsync(DemoParty party, string folder, string? database, DemoServices services, Chance chance, CancellationToken cancellationToken) =>
        Municipality.StartAsync(party, folder, new SideStore(folder, database), services, chance, cancellationToken);

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        // 1. Send and kill.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = TellAsync(ended.Token);
        using (var outagesEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            // The outages end only when they are told to, or when the server does not come back.
            var running = _outages?.RunAsync(outagesEnd.Token);
            var sending = SendAndKillAsync(cancellationToken);
            if (running is not null)
            {
                await await Task.WhenAny(sending, running);
            }

            await sending;
            await outagesEnd.CancelAsync();
            await (running ?? Task.CompletedTask);
        }

        // 2. No more faults; wait until nothing is left to do.
        _report.Step($"sent {Sent}, kills {_plan.Done}{(_outages is { } outages ? $", PostgreSQL killed {outages.Count} times" : "")}; no more faults");
        var found = new Differences();
        if (_outages is { Count: 0 } && _options.Kills >= KillsWithOutage)
        {
            found.Add("PostgreSQL was never killed");
        }

        await CalmAsync(found, cancellationToken);
        var left = await WaitAsync(cancellationToken);
        await ended.CancelAsync();
        await telling;

        // 3. Compare.
        _report.Step(left == 0 ? "nothing is left to do; comparing" : $"{left} steps are left that do not get done; comparing");
        if (left > 0)
        {
            found.Add($"{left} steps are left that do not get done");
        }

        await new Verification(_a, _b, _fromA.Sent, found).RunAsync(cancellationToken);
        await new Verification(_b, _a, _fromB.Sent, found).RunAsync(cancellationToken);
        return _report.End(Sent, found, _plan, Nodes, [.. _fromA.Sent, .. _fromB.Sent]);
    }

    // Every node is stopped in order, in the middle of its work, and goes on with a fast clock: so most of what waits for its next try
    // is due at once, and the run does not wait for time to pass.
    private async Task CalmAsync(Differences found, CancellationToken cancellationToken)
    {
        _a.Line.Calm();
        _b.Line.Calm();
        await Parallel.ForEachAsync(Nodes, cancellationToken, async (node, token) =>
        {
            await node.Ready.WaitAsync(TimeSpan.FromMinutes(1), token);
            if (!await node.StopAsync(MostForStop, token))
            {
                found.Add($"A node did not stop in order; see {node.Log}.");
            }

            node.Start(new NodeStart(FastAtTheEnd));
        });
    }

    // A part that fails ends the others too: without it they would wait for ever.
    private async Task SendAndKillAsync(CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var killer = new Killer(_plan, _chance, _options.ClockError, () => Sent) { Outages = _outages };
        var numbers = Enumerable.Range(0, _options.Messages + KillPlan.MostExtra).ToLookup(number => number % 2);
        List<Task> parts =
        [
            _fromA.RunAsync(numbers[0], failed.Token),
            _fromB.RunAsync(numbers[1], failed.Token),
            .. Nodes.Select(node => killer.RunAsync(node, failed.Token)),
        ];
        while (parts.Count > 0)
        {
            var done = await Task.WhenAny(parts);
            parts.Remove(done);
            if (!done.IsCompletedSuccessfully)
            {
                await failed.CancelAsync();
                await Task.WhenAll(parts).ContinueWith(static _ => { }, TaskScheduler.Default);
            }

            await done;
        }
    }

    private async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        var (least, since) = (int.MaxValue, Stopwatch.StartNew());
        while (true)
        {
            var left = await StoreContents.LeftAsync(_a.Store, cancellationToken) + await StoreContents.LeftAsync(_b.Store, cancellationToken);
            if (left == 0 || since.Elapsed > Patience)
            {
                return left;
            }

            // Work that is done makes other work, so that only what has ended tells whether anything goes on.
            var unfinished = await StoreContents.UnfinishedAsync(_a.Store, cancellationToken) + await StoreContents.UnfinishedAsync(_b.Store, cancellationToken);
            if (unfinished < least)
            {
                (least, since) = (unfinished, Stopwatch.StartNew());
            }

            await Task.Delay(500, cancellationToken);
        }
    }

    private async Task TellAsync(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(20), ended);
                _report.Step($"sent {Sent}, kills {_plan.Done}");
            }
        }
        catch (OperationCanceledException)
        {
            // There is nothing more to tell.
        }
    }
}
