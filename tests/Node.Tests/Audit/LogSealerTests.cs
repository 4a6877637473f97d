using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Audit;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Audit;

/// <summary>Entries are sealed while others are appended, and go by whole segments, on both databases.</summary>
public sealed class LogSealerTests(PostgresFixture postgres, PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_that_is_appended_meanwhile_is_left_out(bool onPostgres)
    {
        using var logs = await LogCase.MakeAsync(onPostgres ? postgres : null);
        var appending = Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 15; i++)
            {
                await logs.AppendAsync(7);
            }
        }).ToList();
        var count = 0;
        while (!appending.TrueForAll(task => task.IsCompleted))
        {
            count += await logs.SealAsync();
        }

        await Task.WhenAll(appending);
        count += await logs.SealAsync();
        Assert.Equal(420, count);
        Assert.Empty(await logs.FaultsAsync());
        await using var db = logs.Store.Open();
        Assert.Equal(420, await db.LogSegments.SumAsync(row => row.Count, Cancelled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rule("AP-5.5")]
    public async Task Whole_segments_go_when_their_newest_entry_is_old_and_the_rest_still_holds(bool onPostgres)
    {
        using var logs = await LogCase.MakeAsync(onPostgres ? postgres : null);
        foreach (var day in new[] { 0, 0, 10 })
        {
            await logs.AppendAsync(3, at: TestClock.Start.AddDays(day));
            await logs.SealAsync();
        }

        await logs.AppendAsync(2);
        Assert.Equal(0, await DropAsync(logs, 729));
        Assert.Equal(2, await DropAsync(logs, 732));
        Assert.Empty(await logs.FaultsAsync());
        Assert.Equal(3, Assert.Single(await new LogCheck(logs.Store.Open, logs.Key).RunAsync(null, null, Cancelled)).Oldest);

        // What is not sealed is not dropped; a chain that was tampered with is evidence.
        Assert.Equal(1, await DropAsync(logs, 3000));
        await logs.SealAsync();
        Assert.Empty(await logs.FaultsAsync());
        await logs.SqlAsync("""UPDATE "LogSegments" SET "NewestAt" = 0""");
        Assert.Equal(0, await DropAsync(logs, 1));
        Assert.Contains("segment 4 has been changed", await logs.FaultsAsync());
    }

    private async Task<int> DropAsync(LogCase logs, int days)
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki, static _ => { });
        return await new LogRetention(runtime.Setup, logs.Store.Open, logs.Key, new TestClock(TestClock.Start.AddDays(days))).RunAsync(Cancelled);
    }
}
