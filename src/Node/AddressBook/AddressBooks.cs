using System.Collections.Concurrent;
using SdkNode.Node.Configuration;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.AddressBook;

/// <summary>
/// The address book of each environment as it stands (DIR-7): the local copy with the node's own entries. Always there at once, also
/// when the federation's address book cannot be reached.
/// </summary>
internal sealed class AddressBooks
{
    private readonly IReadOnlyDictionary<string, AddressBookSetup> _setups;
    private readonly AddressBookStore _store;
    private readonly ConcurrentDictionary<string, AddressBookSnapshot> _current = new(StringComparer.Ordinal);

    /// <summary>The address books of a node's environments by name, before the copies are loaded.</summary>
    public AddressBooks(IReadOnlyDictionary<string, AddressBookSetup> setups, AddressBookStore store) => (_setups, _store) = (setups, store);

    /// <summary>The environments' names.</summary>
    public IEnumerable<string> Environments => _setups.Keys;

    /// <summary>The address book of an environment; an empty one where the node has no such environment.</summary>
    public AddressBookSnapshot Find(string environment) => _setups.GetValueOrDefault(environment) is { } setup
        ? _current.GetOrAdd(environment, static (_, own) => AddressBookSnapshot.Build([], own.Entries, null), setup)
        : AddressBookSnapshot.Empty;

    /// <summary>Where an environment's address book is synchronised from, and how often; null where there is only the node's own.</summary>
    public AddressBookSetup? FindSynchronised(string environment) => _setups.GetValueOrDefault(environment) is { Source: not null } setup ? setup : null;

    /// <summary>Takes the local copy of every environment that has an address book.</summary>
    public async Task LoadAllAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in Environments)
        {
            await LoadAsync(environment, cancellationToken);
        }
    }

    /// <summary>Takes the local copy of one environment. One that is no longer synchronised is left where it is: it would grow old unseen.</summary>
    public async Task LoadAsync(string environment, CancellationToken cancellationToken)
    {
        if (FindSynchronised(environment) is not null)
        {
            var stored = await _store.LoadAsync(environment, cancellationToken);
            Take(environment, stored.Entries, stored.SyncedAt);
        }
    }

    /// <summary>Takes a copy that was just synchronised.</summary>
    public void Take(string environment, IReadOnlyList<AddressBookEntry> entries, DateTimeOffset? syncedAt) =>
        _current[environment] = AddressBookSnapshot.Build(entries, _setups[environment].Entries, syncedAt);
}
