using Microsoft.Extensions.Hosting;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.AddressBook;

/// <summary>
/// Keeps the local copies fresh (DIR-7): loads them at the start, synchronises those that are due, and takes what another node has
/// synchronised into the same store.
/// </summary>
internal sealed class AddressBookKeeper(AddressBooks books, AddressBookSync sync, AddressBookStore store, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan MostRetryWait = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (DateTimeOffset? After, DateTimeOffset Due)> _next = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => books.LoadAllAsync(cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Synchronises every environment that is due. Not to be called again before it is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in books.Environments)
        {
            if (books.FindSynchronised(environment) is { } setup)
            {
                await RunAsync(environment, setup.SyncInterval, cancellationToken);
            }
        }
    }

    private async Task RunAsync(string name, TimeSpan interval, CancellationToken cancellationToken)
    {
        var state = await store.FindStateAsync(name, cancellationToken);
        if (state?.SyncedAt is { } synced && synced != books.Find(name).SyncedAt)
        {
            await books.LoadAsync(name, cancellationToken);
        }

        // Whichever node tried last: the next turn counts from there, so that one of them asks for all.
        var tried = LastTry(state);
        if (!_next.TryGetValue(name, out var next))
        {
            // At the start: at once what was never synchronised or has grown old.
            next = (tried, FirstDue(state, interval));
        }
        else if (tried is { } last && tried != next.After)
        {
            next = (tried, last + Jittered(state!.Fault is null || interval < MostRetryWait ? interval : MostRetryWait));
        }

        _next[name] = next;
        if (clock.GetUtcNow() >= next.Due)
        {
            await sync.SyncAsync(name, acceptShrunken: false, cancellationToken);
        }
    }

    private static DateTimeOffset? LastTry(AddressBookStateRow? state) => state is null ? null : state.FailedAt is { } failed && !(state.SyncedAt > failed) ? failed : state.SyncedAt;

    private static DateTimeOffset FirstDue(AddressBookStateRow? state, TimeSpan interval) =>
        state?.SyncedAt is { } synced ? synced + interval : DateTimeOffset.MinValue;

    // Between 90 and 110 %, so that the federation's nodes do not come all at once.
    private static TimeSpan Jittered(TimeSpan wait) => wait * (0.9 + (0.2 * Random.Shared.NextDouble()));
}
