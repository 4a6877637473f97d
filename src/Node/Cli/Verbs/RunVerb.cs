using System.CommandLine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using SdkNode.Node.Hosting;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode run</c>: the node itself.</summary>
internal static class RunVerb
{
    /// <summary>The verb's name.</summary>
    public const string Name = "run";

    // What a second signal ends gives its work back; past this it has got stuck, and the leases run out instead.
    private static readonly TimeSpan s_giveBack = TimeSpan.FromSeconds(5);

    /// <summary>The verb.</summary>
    /// <param name="clock">The time that the node goes by.</param>
    public static Command Create(TimeProvider clock)
    {
        var config = SettingsOption.Create();
        var command = new Command(Name, "Run the node until it is told to stop.") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, clock, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var signals = StopSignals.Listen();
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals.Asked);
        if (SettingsOption.ReadToCheck(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        var hosting = new NodeHosting(NodeHosting.IsDevelopment, logging => logging
            .AddConsole(static console => console.FormatterName = LogLineFormatter.FormatterName).AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>()
            .AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning)

            // A start that fails is told as a fault of the settings, without a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None))
        {
            Clock = clock,
        };
        var (host, faults) = await NodeHost.StartAsync(settings, hosting, asked.Token);
        if (host is null)
        {
            SettingsOption.Print(faults);
            return SettingsOption.ExitWrongSettings;
        }

        await using (host)
        {
            Console.WriteLine($"Running. Partners reach this node at {string.Join(", ", host.Addresses)}. Stop it with Ctrl+C.");
            await NodeHost.WaitAsync(asked.Token);
            Console.WriteLine("Stopping: what runs may end. A second signal stops at once.");
            using var stuck = signals.AtOnce.Register(static () => _ = ExitLaterAsync());
            await host.StopAsync(signals.AtOnce);
        }

        return 0;
    }

    private static async Task ExitLaterAsync()
    {
        await Task.Delay(s_giveBack, TimeProvider.System);
        Environment.Exit(0);
    }
}
