using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Health;
using SdkNode.Node.Jobs;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Health;

/// <summary>A node whose loop no longer goes round is not alive.</summary>
public sealed class LivenessTests
{
    [Fact]
    public async Task A_loop_that_stands_still_for_minutes_is_dead_and_one_that_comes_round_is_alive_again()
    {
        using var file = await StoreFile.MakeAsync();
        using var drain = new Drain();
        var clock = new SteppedClock();
        using var content = new ContentFolder();
        var store = OpenedStore.Of(file.Open, content.Store, content.Key, clock);
        var alarms = new AlarmList(file.Open, clock, NullLogger<AlarmList>.Instance);
        using var runner = new WorkRunner(store, [], alarms, new RunConditions(drain, CalmStorage.Watch), clock, NullLogger<WorkRunner>.Instance);
        var liveness = new Liveness(runner, drain);
        Assert.True(liveness.IsAlive);
        clock.Step(Liveness.Stuck);
        Assert.False(liveness.IsAlive);

        await runner.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 1_000 && !liveness.IsAlive; i++)
        {
            runner.Signal();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(liveness.IsAlive);
        drain.Begin();
        clock.Step(Liveness.Stuck);
        Assert.True(liveness.IsAlive);
        await runner.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class SteppedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Step(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);

        public override long GetTimestamp() => Interlocked.Read(ref _now);
    }
}
