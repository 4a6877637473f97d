using SdkNode.Node.Outbound;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>When an access point is left alone, and when it is asked again.</summary>
public sealed class AccessPointBreakerTests
{
    private static readonly BreakerLimits s_limits = new(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));

    private readonly TestClock _clock = new(TestClock.Start);
    private readonly AccessPointBreaker _breaker;

    public AccessPointBreakerTests() => _breaker = new AccessPointBreaker(s_limits, _clock);

    [Fact]
    public void Five_failures_in_a_row_open_it_and_an_answer_between_them_does_not()
    {
        Fail(4);
        Assert.Equal(BreakerChange.FirstAnswer, _breaker.Answered());
        Assert.Equal(BreakerChange.None, _breaker.Answered());
        Fail(4);
        Assert.False(_breaker.Ask(isLast: false).IsOpen);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(BreakerChange.Opened, _breaker.Failed("the fifth", wasProbe: false));
        var state = _breaker.Ask(isLast: false);
        Assert.Equal((true, TestClock.Start, "the fifth"), (state.IsOpen, state.Since, state.Fault));
        Assert.InRange(state.Until, _clock.Now + TimeSpan.FromSeconds(24), _clock.Now + TimeSpan.FromSeconds(36));

        // Tries that had begun before it opened say nothing new.
        Assert.Equal(BreakerChange.None, _breaker.Failed("late", wasProbe: false));
        Assert.Equal(state.Until, _breaker.Ask(isLast: false).Until);
    }

    [Fact]
    public void The_last_try_of_a_message_is_always_made()
    {
        Fail(5);
        Assert.True(_breaker.Ask(isLast: false).IsOpen);
        var last = _breaker.Ask(isLast: true);
        Assert.Equal((false, false), (last.IsOpen, last.IsProbe));
        Assert.Equal(BreakerChange.Closed, _breaker.Answered());
        Assert.False(_breaker.Ask(isLast: false).IsOpen);
    }

    [Fact]
    public void After_its_time_one_probe_at_a_time_is_let_through()
    {
        Fail(5);
        _clock.Now = _breaker.Ask(isLast: false).Until;
        Assert.True(_breaker.Ask(isLast: false) is { IsOpen: false, IsProbe: true });
        Assert.True(_breaker.Ask(isLast: false).IsOpen);
        _breaker.GiveUpProbe();
        Assert.True(_breaker.Ask(isLast: false).IsProbe);
        Assert.Equal(BreakerChange.Closed, _breaker.Answered());
        Assert.True(_breaker.Ask(isLast: false) is { IsOpen: false, IsProbe: false });
    }

    [Fact]
    public void Each_probe_that_fails_doubles_the_time_up_to_the_longest()
    {
        Fail(5);
        var times = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var until = _breaker.Ask(isLast: false).Until;
            times.Add((until - _clock.Now).TotalSeconds);
            _clock.Now = until;
            Assert.True(_breaker.Ask(isLast: false).IsProbe);
            Assert.Equal(BreakerChange.Opened, _breaker.Failed("still", wasProbe: true));
        }

        foreach (var (expected, time) in new double[] { 30, 60, 120, 240, 480, 600, 600, 600 }.Zip(times))
        {
            Assert.InRange(time, expected * 0.8, expected * 1.2);
        }

        Assert.Equal(TestClock.Start, _breaker.Ask(isLast: false).Since);
        Assert.Equal(times.Count, times.Distinct().Count());
    }

    [Fact]
    public void It_is_never_opened_where_the_settings_say_so()
    {
        var never = new AccessPointBreaker(s_limits with { Failures = 0 }, _clock);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(BreakerChange.None, never.Failed("no", wasProbe: false));
        }

        Assert.False(never.Ask(isLast: false).IsOpen);
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _breaker.Failed("no", wasProbe: false);
        }
    }
}
