using System.Diagnostics;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>Waits for what other threads and nodes do.</summary>
internal static class Poll
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Asks until there is an answer, for two minutes at most (the machine may be busy); then the test fails and says what it waited for and what there was instead.</summary>
    public static async Task<T> WaitForAsync<T>(string what, Func<Task<T?>> ask, Func<Task<string>>? instead = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (watch.Elapsed > Longest)
            {
                Assert.Fail($"After {Longest.TotalSeconds} s there was still no {what}. {(instead is null ? "" : await instead())}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks until it is so.</summary>
    public static Task WaitForAsync(string what, Func<Task<bool>> condition) =>
        WaitForAsync(what, async () => await condition() ? "yes" : null);
}
