using System.CommandLine;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Hosting;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode run</c>: the node itself.</summary>
internal static class RunVerb
{
    /// <summary>The verb.</summary>
    /// <param name="clock">The time that the node goes by.</param>
    public static Command Create(TimeProvider clock)
    {
        var config = SettingsOption.Create();
        var command = new Command("run", "Run the node until it is told to stop.") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, clock, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (SettingsOption.ReadToCheck(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        var hosting = new NodeHosting(NodeHosting.IsDevelopment, logging => logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        }).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning)

            // A start that fails is told as a fault of the settings, without a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None))
        {
            Clock = clock,
        };
        var (host, faults) = await NodeHost.StartAsync(settings, hosting, cancellationToken);
        if (host is null)
        {
            SettingsOption.Print(faults);
            return SettingsOption.ExitWrongSettings;
        }

        await using (host)
        {
            Console.WriteLine($"Running. Partners reach this node at {string.Join(", ", host.Addresses)}. Stop it with Ctrl+C.");
            await host.WaitAsync(cancellationToken);
        }

        return 0;
    }
}
