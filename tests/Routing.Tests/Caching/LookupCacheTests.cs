using SdkNode.Routing.Caching;
using SdkNode.Security;

namespace SdkNode.Routing.Tests.Caching;

public sealed class LookupCacheTests
{
    private static readonly RoutingFault Outage = RoutingFault.Outage(RoutingFaultKind.SmpUnavailable, "down");

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private int _asked;

    [Fact, Rule("DIR-6.1")]
    public async Task What_was_found_is_kept_until_its_end()
    {
        var cache = Cache(10);
        var first = await cache.GetAsync("a", FindAsync, Token);
        _clock.Now += TimeSpan.FromMinutes(59);
        var second = await cache.GetAsync("a", FindAsync, Token);
        _clock.Now += TimeSpan.FromMinutes(1);
        var third = await cache.GetAsync("a", FindAsync, Token);

        Assert.Equal([false, true, false], new[] { first.WasKept, second.WasKept, third.WasKept });
        Assert.Equal(["a1", "a1", "a2"], new[] { first, second, third }.Select(answer => answer.Result.Value!.Value));
    }

    [Fact, Rule("DIR-3.7", Refuses = true)]
    public async Task A_fault_is_never_kept()
    {
        var cache = Cache(10);
        var fault = await cache.GetAsync("a", _ => Task.FromResult<Result<Found<string>, RoutingFault>>(Outage), Token);
        var found = await cache.GetAsync("a", FindAsync, Token);

        Assert.Same(Outage, fault.Result.Fault);
        Assert.Equal("a1", found.Result.Value!.Value);
    }

    [Fact]
    public async Task Questions_that_come_while_the_same_one_is_asked_share_its_answer()
    {
        var cache = Cache(10);
        var release = new TaskCompletionSource();
        async Task<Result<Found<string>, RoutingFault>> SlowAsync(string key)
        {
            await release.Task;
            return await FindAsync(key);
        }

        var answers = Enumerable.Range(0, 50).Select(_ => cache.GetAsync("a", SlowAsync, Token).AsTask()).ToArray();
        release.SetResult();

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("a1", answer.Result.Value!.Value));
    }

    [Fact]
    public async Task One_who_gives_up_does_not_take_the_answer_from_the_others()
    {
        var cache = Cache(10);
        var release = new TaskCompletionSource();
        async Task<Result<Found<string>, RoutingFault>> SlowAsync(string key)
        {
            await release.Task;
            return await FindAsync(key);
        }

        using var impatient = new CancellationTokenSource();
        var given = cache.GetAsync("a", SlowAsync, impatient.Token).AsTask();
        var other = cache.GetAsync("a", SlowAsync, Token).AsTask();
        await impatient.CancelAsync();
        release.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal("a1", (await other).Result.Value!.Value);
    }

    [Fact, Rule("DIR-6.2")]
    public async Task What_is_forgotten_is_asked_anew_and_an_answer_on_its_way_is_not_kept()
    {
        var cache = Cache(10);
        var release = new TaskCompletionSource();
        var old = cache.GetAsync("a", async _ =>
        {
            await release.Task;
            return new Found<string>("old", _clock.Now + TimeSpan.FromHours(1));
        }, Token).AsTask();
        cache.Forget("a");
        var fresh = await cache.GetAsync("a", FindAsync, Token);
        release.SetResult();
        await old;

        Assert.Equal("a1", fresh.Result.Value!.Value);
        Assert.Equal("a1", (await cache.GetAsync("a", FindAsync, Token)).Result.Value!.Value);
    }

    [Fact, Rule("DIR-6.2")]
    public async Task A_useless_answer_is_discarded_once_and_its_successor_stays()
    {
        var cache = Cache(10);
        var useless = (await cache.GetAsync("a", FindAsync, Token)).Result.Value!;

        Assert.True(cache.Discard("a", useless));
        Assert.False(cache.Discard("a", useless));
        var fresh = (await cache.GetAsync("a", FindAsync, Token)).Result.Value!;
        Assert.False(cache.Discard("a", useless));

        Assert.Same(fresh, (await cache.GetAsync("a", FindAsync, Token)).Result.Value);
    }

    [Fact]
    public async Task A_look_up_that_throws_leaves_nothing_behind()
    {
        var cache = Cache(10);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await cache.GetAsync("a", _ => throw new InvalidOperationException(), Token));

        Assert.Equal("a1", (await cache.GetAsync("a", FindAsync, Token)).Result.Value!.Value);
    }

    [Fact]
    public async Task When_full_it_lets_go_of_what_ends_first()
    {
        var cache = Cache(2);
        foreach (var key in new[] { "a", "b", "c" })
        {
            await cache.GetAsync(key, FindAsync, Token);
            _clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.True((await cache.GetAsync("c", FindAsync, Token)).WasKept);
        Assert.True((await cache.GetAsync("b", FindAsync, Token)).WasKept);
        Assert.False((await cache.GetAsync("a", FindAsync, Token)).WasKept);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LookupCache<string, string> Cache(int capacity) => new(capacity, _clock);

    private Task<Result<Found<string>, RoutingFault>> FindAsync(string key) =>
        Task.FromResult<Result<Found<string>, RoutingFault>>(new Found<string>($"{key}{Interlocked.Increment(ref _asked)}", _clock.Now + TimeSpan.FromHours(1)));
}
