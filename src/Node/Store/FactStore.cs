using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>What all nodes of a store must know, by name.</summary>
internal sealed class FactStore(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>The fact's value; null where it is not so.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = open();
        return (await db.Facts.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name, cancellationToken))?.Value;
    }

    /// <summary>The fact's value; where there is none yet, <paramref name="value"/>. Of nodes that say it at the same time the first counts.</summary>
    public async Task<string> GetOrAddAsync(string name, string value, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is { } known)
        {
            return known;
        }

        await using var db = open();
        db.Facts.Add(new FactRow { Name = name, Value = value, ChangedAt = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return value;
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            return (await FindAsync(name, cancellationToken))!;
        }
    }
}
