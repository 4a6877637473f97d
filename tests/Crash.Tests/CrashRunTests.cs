using System.Globalization;
using System.Text.RegularExpressions;

namespace SdkNode.Crash.Tests;

/// <summary>The crash run in its short form: each fault point once, a few kills at random instants, a network that cuts and duplicates.</summary>
public sealed partial class CrashRunTests
{
    private const int Messages = 100;

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "SdkNode.Crash");

    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_twice_when_nodes_die_at_any_step()
    {
        var kills = FaultNode.FaultPoints.All.Count + 8;
        var result = await ExternalProgram.RunAsync(Program, ["--messages", Text(Messages), "--kills", Text(kills), "--clock-error", "3"], most: TimeSpan.FromMinutes(15));

        var last = result.Text.TrimEnd().Split('\n')[^1];
        Assert.True(result.ExitCode == 0, $"It ended with {result.ExitCode}:\n{result.Text}\n{result.Error}");
        var numbers = LastLine().Match(last);
        Assert.True(numbers.Success, last);
        Assert.InRange(Number("sent"), Messages, Messages + Kills.KillPlan.MostExtra);
        Assert.Equal(Number("sent"), Number("final"));
        Assert.InRange(Number("kills"), kills, kills + Kills.KillPlan.MostAdded);
        Assert.True(result.Text.Contains("every fault point was hit", StringComparison.Ordinal), $"A fault point was not hit:\n{result.Text}");

        int Number(string name) => int.Parse(numbers.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^sent (?<sent>\d+), final (?<final>\d+), lost 0, twice 0, kills (?<kills>\d+), seed \d+$")]
    private static partial Regex LastLine();
}
