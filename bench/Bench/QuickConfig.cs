using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace SdkNode.Bench;

/// <summary>Few short iterations inside this process: enough for ratios against a baseline, done in seconds.</summary>
internal sealed class QuickConfig : ManualConfig
{
    public QuickConfig() => AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithWarmupCount(1)
        .WithIterationCount(3)
        .WithIterationTime(TimeInterval.FromMilliseconds(200)));
}
