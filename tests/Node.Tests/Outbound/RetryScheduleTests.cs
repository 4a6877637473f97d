using SdkNode.As4.Sending;
using SdkNode.Node.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>The environment's schedule of resends (AS4-7).</summary>
public sealed class RetryScheduleTests(PkiFixture pki)
{
    [Fact]
    [Rule("AS4-7.2")]
    public void Left_out_of_the_settings_it_is_five_tries_over_four_hours()
    {
        var options = new RetryOptions();
        Assert.Equal(As4RetrySchedule.Default, new As4RetrySchedule(options.Attempts, options.Span));
    }

    [Fact]
    [Rule("AS4-7.2")]
    public async Task It_is_what_the_environment_says()
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki, static settings => settings["Environments"]![0]!["Retry"]!["Span"] = "00:12:00");
        var retry = runtime.Environment.Setup.Options.Retry;
        var schedule = new As4RetrySchedule(retry.Attempts, retry.Span);
        var waits = Enumerable.Range(1, retry.Attempts - 1).Select(made => schedule.DelayAfter(made, 0.5)!.Value).ToList();
        Assert.Equal(720, waits.Sum(wait => wait.TotalSeconds), 1.0);
        Assert.Equal(waits.Order(), waits);
        Assert.Null(schedule.DelayAfter(retry.Attempts, 0.5));
    }
}
