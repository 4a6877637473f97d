using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Trust;

/// <summary>The trusted authorities in the store, shared by its nodes.</summary>
internal sealed class TrustStore(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>The rows that count, oldest first.</summary>
    public async Task<IReadOnlyList<TrustRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Trust.AsNoTracking().Where(row => row.RemovedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>A value that changes with every change of any row.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await db.Trust.AsNoTracking().OrderBy(row => row.Id).Select(row => new { row.Id, row.ChangedAt }).ToListAsync(cancellationToken);

        // All of them, not the newest alone: of two changes at the same time the later one may become visible first.
        return string.Join(' ', rows.Select(row => $"{row.Id:N}/{row.ChangedAt.UtcTicks}"));
    }

    /// <summary>Adds authorities, with their entries in the security log, all or none.</summary>
    public Task AddAsync(IReadOnlyList<(TrustRow Row, SecurityLogRow Entry)> added, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        foreach (var (row, entry) in added)
        {
            row.ChangedAt = clock.GetUtcNow();
            db.Trust.Add(row);
            db.SecurityLog.Add(entry);
        }

        return true;
    }, cancellationToken);

    /// <summary>Lets authorities count no more, with their entries in the security log, all or none.</summary>
    public Task RemoveAsync(IReadOnlyList<(Guid Id, SecurityLogRow Entry)> removed, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        foreach (var (id, entry) in removed)
        {
            if (await db.Trust.FindAsync([id], cancellationToken) is { RemovedAt: null } row)
            {
                // Later than when it was added, whatever the clock says: other nodes see by it that something has changed.
                row.RemovedAt = clock.GetUtcNow();
                row.ChangedAt = row.RemovedAt > row.ChangedAt ? row.RemovedAt.Value : row.ChangedAt.AddTicks(1);
                db.SecurityLog.Add(entry);
            }
        }

        return true;
    }, cancellationToken);
}
