using SdkNode.Crash.Federation;

namespace SdkNode.Crash.Kills;

/// <summary>Kills one node again and again as the plan orders, and starts it again at once, with its clock set anew.</summary>
/// <param name="plan">The plan.</param>
/// <param name="chance">Draws the clocks.</param>
/// <param name="clockError">How wrong a clock may be, seconds.</param>
/// <param name="sent">How many messages have been sent so far.</param>
internal sealed class Killer(KillPlan plan, Chance chance, int clockError, Func<int> sent)
{
    /// <summary>How long a node that runs may take to come to its point; then it is killed from outside.</summary>
    private static readonly TimeSpan MostForPoint = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan MostForStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostForMessages = TimeSpan.FromSeconds(8);

    /// <summary>How many times one node that waits lets more messages be sent: others need some too.</summary>
    private const int MostHurries = 6;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(1.5);

    /// <summary>When the database is not there; null where nobody takes it away.</summary>
    public Outages? Outages { get; init; }

    /// <summary>Kills until all orders have been given out; then the node runs on.</summary>
    public async Task RunAsync(NodeProcess node, CancellationToken cancellationToken)
    {
        var running = true;
        while (plan.Next() is { } order)
        {
            if (running && order.Point is not null)
            {
                // The first time it runs already, and knows no point.
                node.Kill();
                await node.HasEndedWithinAsync(Timeout.InfiniteTimeSpan, cancellationToken);
                running = false;
            }

            if (!running)
            {
                await StartAsync(node, new NodeStart(Clock(node, order), order.Point is { } point ? (point, order.Pace) : null), cancellationToken);
            }

            await KillAsync(node, order, cancellationToken);
            running = false;
        }

        if (!running)
        {
            await StartAsync(node, new NodeStart(node.Fastest), cancellationToken);
        }
    }

    private async Task StartAsync(NodeProcess node, NodeStart how, CancellationToken cancellationToken)
    {
        if (Outages is null)
        {
            node.Start(how);
            return;
        }

        await Outages.StartAsync(async () =>
        {
            node.Start(how);
            await Task.WhenAny(node.Ready, node.HasEndedWithinAsync(MostForStart, cancellationToken));
        }, cancellationToken);
    }

    private async Task KillAsync(NodeProcess node, KillOrder order, CancellationToken cancellationToken)
    {
        var deaths = node.DeathsSoFar().Length;
        if (order.Point is null)
        {
            await WaitAsync(node, order, cancellationToken);
            node.Kill();
        }
        else
        {
            await WaitForPointAsync(node, cancellationToken);
            node.Kill();
        }

        await node.HasEndedWithinAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        if (!node.WasKilled)
        {
            throw new InvalidOperationException($"A node has ended by itself; see {node.Log}.");
        }

        plan.Killed(order, node.DeathsSoFar().Skip(deaths).SingleOrDefault());
    }

    private async Task WaitForPointAsync(NodeProcess node, CancellationToken cancellationToken)
    {
        await Task.WhenAny(node.Ready, node.HasEndedWithinAsync(MostForStart, cancellationToken));
        var hurries = 0;
        for (var waited = TimeSpan.Zero; waited < MostForPoint; waited += Standstill)
        {
            var before = sent();
            if (await node.HasEndedWithinAsync(Standstill, cancellationToken))
            {
                return;
            }

            if (sent() == before && hurries++ < MostHurries)
            {
                plan.Hurry();
            }
        }
    }

    private async Task WaitAsync(NodeProcess node, KillOrder order, CancellationToken cancellationToken)
    {
        var until = sent() + order.Pace;
        for (var waited = TimeSpan.Zero; sent() < until && waited < MostForMessages; waited += Look)
        {
            if (await node.HasEndedWithinAsync(Look, cancellationToken))
            {
                return;
            }
        }

        await node.HasEndedWithinAsync(order.Pause, cancellationToken);
    }

    private TimeSpan Clock(NodeProcess node, KillOrder order) =>
        TimeSpan.FromSeconds(chance.Of($"clock {Path.GetFileName(Path.GetDirectoryName(node.Settings))}", order.Number).Next(-clockError, clockError + 1));
}
