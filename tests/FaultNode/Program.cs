using System.Globalization;
using SdkNode.FaultNode;
using SdkNode.Node.Cli;

var error = Environment.GetEnvironmentVariable(FaultPoints.ClockError) is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : 0;
return await CommandLine.RunAsync(args, new WrongClock(TimeSpan.FromSeconds(error)));
