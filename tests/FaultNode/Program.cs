using System.Diagnostics;
using System.Globalization;
using SdkNode.FaultNode;
using SdkNode.Node.Cli;

// Whoever started it holds its standard input open; when that one dies, no node stays behind.
if (Environment.GetEnvironmentVariable(FaultPoints.Log) is not null)
{
    _ = Task.Factory.StartNew(DieWithParent, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

var error = Environment.GetEnvironmentVariable(FaultPoints.ClockError) is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : 0;
return await CommandLine.RunAsync(args, new WrongClock(TimeSpan.FromSeconds(error)));

static void DieWithParent()
{
    using var input = Console.OpenStandardInput();
    while (input.ReadByte() >= 0)
    {
        // Nothing is said.
    }

    using var self = Process.GetCurrentProcess();
    self.Kill();
}
