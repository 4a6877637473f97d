using System.Globalization;

namespace SdkNode.Crash;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Messages">How many messages are sent, both directions together.</param>
/// <param name="Kills">How many times a node is killed.</param>
/// <param name="Seed">Decides sizes, order of kills, fault points, clocks and what the network does to the n-th connection.</param>
internal sealed record CrashOptions(int Messages, int Kills, int Seed)
{
    private const string Usage = "usage: Crash --messages N --kills K [--seed S] [--store sqlite|postgres] [--clock-error SECONDS] [--folder NEW_FOLDER]";

    /// <summary>The kind of store.</summary>
    public string Store { get; init; } = "sqlite";

    /// <summary>How wrong a node's clock is at most, seconds either way; two nodes may differ by twice as much.</summary>
    public int ClockError { get; init; } = 120;

    /// <summary>Where the nodes' files go; left out: a folder for temporary files, removed after a run in which nothing was found.</summary>
    public string? Folder { get; init; }

    /// <summary>Reads the arguments.</summary>
    public static (CrashOptions? Options, string? Fault) Parse(string[] args)
    {
        var options = new CrashOptions(2_000, 60, Random.Shared.Next(1, 1_000_000));
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                return (null, Usage);
            }

            var value = args[i + 1];
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
            CrashOptions? next = args[i] switch
            {
                "--messages" when number > 0 => options with { Messages = number },
                "--kills" when number >= 0 => options with { Kills = number },
                "--seed" when number >= 0 => options with { Seed = number },
                "--clock-error" when number is >= 0 and <= 120 => options with { ClockError = number },
                "--store" when value is "sqlite" or "postgres" => options with { Store = value },
                "--folder" => options with { Folder = value },
                _ => null,
            };
            if (next is null)
            {
                return (null, $"{args[i]} {value} is not understood. {Usage}");
            }

            options = next;
        }

        return (options, null);
    }
}
