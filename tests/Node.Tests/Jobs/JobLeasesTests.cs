using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Jobs;

/// <summary>One node does a job for all: on SQLite by a clock that the test sets, on PostgreSQL by the database's.</summary>
public sealed class JobLeasesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private StoreFile _file = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _file = await StoreFile.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_job_that_one_node_does_another_does_not_and_it_rests_after_it_was_done()
    {
        var (one, two) = (Leases(_file.Open), Leases(_file.Open));
        var others = 0;
        Assert.True(await one.TryRunAsync("sweep", s_hour, async token => Assert.False(await two.TryRunAsync("sweep", s_hour, Count, token)), Cancelled));
        Assert.False(await two.TryRunAsync("sweep", s_hour, Count, Cancelled));

        _file.Clock.Now += s_hour;
        Assert.True(await two.TryRunAsync("sweep", s_hour, Count, Cancelled));
        Assert.True(await one.TryRunAsync("another", s_hour, Count, Cancelled));
        Assert.Equal(2, others);

        Task Count(CancellationToken cancellationToken)
        {
            others++;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task The_lease_of_a_node_that_dies_in_a_job_runs_out_and_a_node_that_starts_again_takes_back_its_own()
    {
        var node = Guid.NewGuid();
        foreach (var job in new[] { "sweep", "other" })
        {
            _ = Leases(_file.Open, node).TryRunAsync(job, s_hour, token => Task.Delay(Timeout.Infinite, token), Cancelled);
        }

        var two = Leases(_file.Open);
        _file.Clock.Now += TimeSpan.FromSeconds(44);
        Assert.False(await two.TryRunAsync("sweep", s_hour, Nothing, Cancelled));
        _file.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(await two.TryRunAsync("sweep", s_hour, Nothing, Cancelled));

        _file.Clock.Now -= TimeSpan.FromSeconds(10);
        Assert.False(await two.TryRunAsync("other", s_hour, Nothing, Cancelled));
        await _file.Work.ReleaseLeasesAsync(node.ToString("N"), Cancelled);
        Assert.True(await two.TryRunAsync("other", s_hour, Nothing, Cancelled));
    }

    [Fact]
    public async Task A_job_that_fails_gives_its_lease_back_and_is_done_by_whoever_comes_next()
    {
        var (one, two) = (Leases(_file.Open), Leases(_file.Open));
        await Assert.ThrowsAsync<IOException>(() => one.TryRunAsync("sweep", s_hour, static _ => throw new IOException("full"), Cancelled));
        Assert.True(await two.TryRunAsync("sweep", s_hour, Nothing, Cancelled));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_keep_a_job_waiting()
    {
        var one = Leases(_file.Open);
        Assert.True(await one.TryRunAsync("sweep", s_hour, Nothing, Cancelled));
        _file.Clock.Now -= TimeSpan.FromDays(30);
        Assert.True(await one.TryRunAsync("sweep", s_hour, Nothing, Cancelled));
    }

    [Fact]
    public async Task On_PostgreSQL_many_nodes_at_once_do_a_job_once()
    {
        var options = PostgresNodeDb.OptionsFor(await postgres.CreateDatabaseAsync());
        await using (var db = new PostgresNodeDb(options))
        {
            await db.Database.MigrateAsync(Cancelled);
        }

        for (var round = 1; round <= 5; round++)
        {
            var done = 0;
            var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Leases(() => new PostgresNodeDb(options)).TryRunAsync($"job {round}", s_hour, async token =>
            {
                Interlocked.Increment(ref done);
                await Task.Delay(20, token);
            }, Cancelled)));
            Assert.Equal((1, 1), (done, tries.Count(ran => ran)));
            await using var db = new PostgresNodeDb(options);
            var row = await db.Jobs.SingleAsync(job => job.Name == $"job {round}", Cancelled);
            Assert.Null(row.LeaseOwner);
            Assert.InRange(TimeProvider.System.GetUtcNow() - row.LastRunAt!.Value, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(1));
        }
    }

    private JobLeases Leases(Func<NodeDb> open, Guid? node = null) => new(open, _file.Clock, node ?? Guid.NewGuid(), NullLogger<JobLeases>.Instance);

    private static Task Nothing(CancellationToken cancellationToken) => Task.CompletedTask;
}
