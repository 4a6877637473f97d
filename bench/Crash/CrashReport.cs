using System.Diagnostics;
using SdkNode.Crash.Checks;
using SdkNode.Crash.Federation;
using SdkNode.Crash.Kills;
using SdkNode.Crash.Mail;
using SdkNode.Crash.Network;
using SdkNode.FaultNode;

namespace SdkNode.Crash;

/// <summary>What the run writes.</summary>
internal sealed class CrashReport(TextWriter output, CrashOptions options, string folder)
{
    private const int MostDifferences = 40;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>What is going to happen.</summary>
    public void Begin()
    {
        output.WriteLine($"seed {options.Seed}: {options.Messages} messages, {options.Kills} kills, store {options.Store}, clocks up to {options.ClockError} s wrong, files in {folder}");
        output.WriteLine("The seed decides sizes, the order of kills, clocks and what happens to the n-th connection; which message meets which of them is a matter of time.");
    }

    /// <summary>How far it has come.</summary>
    public void Step(string text) => output.WriteLine($"{_watch.Elapsed.TotalSeconds,7:F1} s  {text}");

    /// <summary>What was found; true when everything was as it must be.</summary>
    public bool End(int sent, Differences found, KillPlan plan, IEnumerable<NodeProcess> nodes, IReadOnlyCollection<Letter> letters)
    {
        Step("compared");
        output.WriteLine("deaths at fault points:");
        foreach (var point in FaultPoints.All)
        {
            output.WriteLine($"  {point,-32} {plan.Hits[point],4}");
        }

        output.WriteLine($"  {"at a random instant",-32} {plan.AtRandom,4}");
        var missed = plan.Hits.Count(hit => hit.Value == 0);
        output.WriteLine(missed == 0 ? "every fault point was hit" : $"{missed} fault points were never hit");
        output.WriteLine($"network: {NetworkCounts.Text()}");
        var starts = nodes.SelectMany(node => node.StartTimes).Order().ToList();
        output.WriteLine($"starts: {starts.Count}, median {starts[starts.Count / 2].TotalSeconds:F1} s, longest {starts[^1].TotalSeconds:F1} s; messages posted more than once: {letters.Count(letter => letter.Posts > 1)}");
        foreach (var line in found.Lines.Take(MostDifferences))
        {
            output.WriteLine($"  {line}");
        }

        var good = sent >= options.Messages && found.Final == sent && found.Lines.Count == 0 && plan.Done >= options.Kills && !(missed > 0 && options.Kills >= 2 * FaultPoints.All.Count);
        if (!good)
        {
            output.WriteLine($"{found.Lines.Count} differences. The nodes' files are kept: {string.Join(", ", nodes.Select(node => node.Log))}");
        }

        output.WriteLine($"sent {sent}, final {found.Final}, lost {found.Lost.Count}, twice {found.Twice.Count}, kills {plan.Done}, seed {options.Seed}");
        return good;
    }
}
