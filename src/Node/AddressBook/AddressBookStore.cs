using System.Text;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.AddressBook;

/// <summary>The local copies of the environments' address books (DIR-7).</summary>
internal sealed class AddressBookStore(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>How an environment's copy stands; null when nothing was ever tried.</summary>
    public async Task<AddressBookStateRow?> FindStateAsync(string environment, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.AddressBookStates.AsNoTracking().FirstOrDefaultAsync(row => row.Environment == environment, cancellationToken);
    }

    /// <summary>An environment's copy: its entries, and when they were synchronised.</summary>
    public async Task<StoredAddressBook> LoadAsync(string environment, CancellationToken cancellationToken)
    {
        await using var db = open();
        var state = await db.AddressBookStates.AsNoTracking().FirstOrDefaultAsync(row => row.Environment == environment, cancellationToken);
        if (state?.SyncedAt is null)
        {
            return new StoredAddressBook([], null);
        }

        var rows = await db.AddressBook.AsNoTracking().Where(row => row.Environment == environment).ToListAsync(cancellationToken);
        return new StoredAddressBook([.. rows.Select(Entry).OfType<AddressBookEntry>()], state.SyncedAt);
    }

    /// <summary>Replaces an environment's copy, all or nothing; rows that say the same stay. Gives the time that it stands for.</summary>
    public async Task<DateTimeOffset> ReplaceAsync(string environment, AddressBookContent content, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await StoreTransaction.RunAsync(open, async db =>
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            var old = await db.AddressBook.AsNoTracking().Where(row => row.Environment == environment).ToDictionaryAsync(row => (row.Resource, row.ResourceId), cancellationToken);
            foreach (var row in content.Entries.Select(entry => Row(environment, entry)))
            {
                if (!old.Remove((row.Resource, row.ResourceId), out var known))
                {
                    db.Add(row);
                }
                else if (known.Document != row.Document)
                {
                    db.Update(row);
                }
            }

            db.RemoveRange(old.Values);
            var state = await StateAsync(db, environment, cancellationToken);
            (state.SyncedAt, state.Fault) = (now, null);
            state.Organizations = content.Count(AddressBookResource.Organizations);
            state.Addresses = content.Count(AddressBookResource.Addresses);
            db.ChangeTracker.DetectChanges();
            return true;
        }, cancellationToken);
        return now;
    }

    /// <summary>Notes that synchronising failed; the copy stays.</summary>
    public Task FailAsync(string environment, string fault, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        var state = await StateAsync(db, environment, cancellationToken);
        (state.FailedAt, state.Fault) = (clock.GetUtcNow(), fault);
        return true;
    }, cancellationToken);

    private static async Task<AddressBookStateRow> StateAsync(NodeDb db, string environment, CancellationToken cancellationToken)
    {
        if (await db.AddressBookStates.FindAsync([environment], cancellationToken) is { } state)
        {
            return state;
        }

        return db.AddressBookStates.Add(new AddressBookStateRow { Environment = environment }).Entity;
    }

    private static AddressBookEntryRow Row(string environment, AddressBookEntry entry) => new()
    {
        Environment = environment,
        Resource = entry.Resource.Name(),
        ResourceId = entry.Id,
        Document = Encoding.UTF8.GetString(entry.Document.Span),
    };

    private static AddressBookEntry? Entry(AddressBookEntryRow row) =>
        AddressBookResources.Find(row.Resource) is { } resource ? new AddressBookEntry(resource, row.ResourceId, Encoding.UTF8.GetBytes(row.Document)) : null;
}

/// <summary>A copy as it is stored.</summary>
/// <param name="Entries">Its entries.</param>
/// <param name="SyncedAt">When it was synchronised; null when it never was.</param>
internal sealed record StoredAddressBook(IReadOnlyList<AddressBookEntry> Entries, DateTimeOffset? SyncedAt);
