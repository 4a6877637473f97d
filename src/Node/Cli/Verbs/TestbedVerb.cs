using System.CommandLine;
using SdkNode.Node.Demo;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode testbed</c>: a made-up "qa" environment to set up a node against.</summary>
internal static class TestbedVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Where the certificates and addresses are written that a federation's operator would publish.", DefaultValueFactory = _ => new DirectoryInfo("testbed") };
        var command = new Command("testbed", "Run a made-up \"qa\" environment on this machine, with an issuer, a directory and a partner, to set up a node against (docs/operations/connect.md).") { folder };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(folder)!.FullName, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellationToken)
    {
        Console.WriteLine("Making authorities, directories and a partner.");
        await using var run = await TestbedRun.StartAsync(folder, cancellationToken);
        Console.WriteLine($"The testbed runs; {folder} holds what its operator publishes, its portal is {run.Portal}. Stop with Ctrl+C.");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine("Stopping.");
        return 0;
    }
}
