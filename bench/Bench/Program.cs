using SdkNode.Bench.Api;

switch (args)
{
    case ["mailbox"]:
        await MailboxBenchmark.RunAsync(Console.Out);
        break;
    case ["large"]:
        await LargeMessageBenchmark.RunAsync(Console.Out);
        break;
    default:
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(SdkNode.Bench.QuickConfig).Assembly).Run(args);
        break;
}
