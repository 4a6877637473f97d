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

    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);

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
            _due[name] = synced + Jittered(interval);
        }

        if (!_due.TryGetValue(name, out var due))
        {
            // At the start: at once what was never synchronised or has grown old.
            _due[name] = due = FirstDue(state, interval);
        }

        if (clock.GetUtcNow() < due)
        {
            return;
        }

        var outcome = await sync.SyncAsync(name, acceptShrunken: false, cancellationToken);
        var wait = outcome.Fault is null || interval < MostRetryWait ? interval : MostRetryWait;
        _due[name] = clock.GetUtcNow() + Jittered(wait);
    }

    private static DateTimeOffset FirstDue(AddressBookStateRow? state, TimeSpan interval) =>
        state?.SyncedAt is { } synced ? synced + interval : DateTimeOffset.MinValue;

    // Between 90 and 110 %, so that the federation's nodes do not come all at once.
    private static TimeSpan Jittered(TimeSpan wait) => wait * (0.9 + (0.2 * Random.Shared.NextDouble()));
}
