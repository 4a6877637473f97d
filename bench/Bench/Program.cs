using SdkNode.Bench.Api;
using SdkNode.Bench.Store;
using SdkNode.Bench.Ui;

switch (args)
{
    case ["mailbox"]:
        await MailboxBenchmark.RunAsync(Console.Out);
        break;
    case ["pages"]:
        await PagesBenchmark.RunAsync(Console.Out);
        break;
    case ["large"]:
        await LargeMessageBenchmark.RunAsync(Console.Out);
        break;
    case ["backlog"]:
        await BacklogBenchmark.RunAsync(Console.Out);
        break;
    case ["store"]:
        await StoreBenchmark.RunAsync(Console.Out);
        break;
    default:
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(SdkNode.Bench.QuickConfig).Assembly).Run(args);
        break;
}
