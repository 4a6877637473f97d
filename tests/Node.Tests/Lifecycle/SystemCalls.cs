using System.Text.RegularExpressions;

namespace SdkNode.Node.Tests.Lifecycle;

/// <summary>One system call that strace saw.</summary>
/// <param name="Name">The call.</param>
/// <param name="Target">The file, or the two ends of the connection, that its first argument stands for; else empty.</param>
/// <param name="Text">Its arguments as strace shows them.</param>
/// <param name="Begun">The number of the line in which it began.</param>
/// <param name="Returned">The number of the line in which it had returned.</param>
internal sealed record SystemCall(string Name, string Target, string Text, int Begun, int Returned)
{
    public bool Flushes(string target) => Name is "fsync" or "fdatasync" && Target.Contains(target, StringComparison.Ordinal);

    public bool Writes(string target) => Name is not ("fsync" or "fdatasync") && Target.Contains(target, StringComparison.Ordinal);
}

/// <summary>What a process under strace asked of the operating system, in order.</summary>
internal static partial class SystemCalls
{
    private static readonly string[] Watched = ["fsync", "fdatasync", "write", "writev", "pwrite64", "pwritev", "sendto", "sendmsg"];

    /// <summary>What goes before a program so that its calls are written to <paramref name="file"/>. Skips the test where nothing may be traced, fails it in CI.</summary>
    public static async Task<string[]> WatchAsync(string file)
    {
        // -D: the program stays our child, and signals go to it. -yy: descriptors with their paths and addresses.
        string[] prefix = [ExternalProgram.Require("strace"), "-D", "-f", "-yy", "-s", "64", "-e", $"trace={string.Join(',', Watched)}", "-e", "signal=none", "-o", file];
        var tried = await ExternalProgram.RunAsync(prefix[0], [.. prefix[1..], "true"]);
        if (tried.ExitCode != 0)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"strace cannot trace: {tried.Error}");
            Assert.Skip($"strace may not trace here: {tried.Error.Trim()}");
        }

        return prefix;
    }

    /// <summary>Reads what strace wrote; a call that other threads' calls interrupt stands in two lines.</summary>
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        var calls = new List<SystemCall>();
        var open = new Dictionary<(string Thread, string Name), int>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Whole().Match(line) is { Success: true } whole)
            {
                var unfinished = whole.Groups["unfinished"].Success;
                if (unfinished)
                {
                    open[(whole.Groups["thread"].Value, whole.Groups["name"].Value)] = calls.Count;
                }

                calls.Add(new SystemCall(whole.Groups["name"].Value, whole.Groups["target"].Value, whole.Groups["arguments"].Value, number, unfinished ? int.MaxValue : number));
            }
            else if (Resumed().Match(line) is { Success: true } resumed && open.Remove((resumed.Groups["thread"].Value, resumed.Groups["name"].Value), out var index))
            {
                calls[index] = calls[index] with { Returned = number };
            }
        }

        return calls;
    }

    [GeneratedRegex(@"^(?<thread>\d+)\s+(?<name>\w+)\((?<arguments>(\d+<(?<target>.*?)>(?=[,) ]|$))?.*?)(?<unfinished> <unfinished \.\.\.>)?$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<thread>\d+)\s+<\.\.\. (?<name>\w+) resumed>")]
    private static partial Regex Resumed();
}
