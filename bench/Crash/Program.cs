using System.Globalization;
using SdkNode.Crash;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["rate", .. var rest])
{
    return await RateRun.RunAsync(rest is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 2_000, Console.Out, CancellationToken.None) ? 0 : 1;
}

var (options, fault) = CrashOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(fault);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await CrashRun.RunAsync(options, Console.Out, stop.Token) ? 0 : 1;
