using Microsoft.EntityFrameworkCore;

namespace SdkNode.Node.Store.Content;

/// <summary>Small contents in the database, and those that wait to get there.</summary>
internal sealed class SmallContentStore(Func<NodeDb> open, SmallContents waiting)
{
    /// <summary>What waits to be written with the rows that name it.</summary>
    public SmallContents Waiting => waiting;

    /// <summary>The octets of a content that is not in the file where a larger one would be; null where it is, or is nowhere.</summary>
    public byte[]? Find(Guid id, string file)
    {
        if (waiting.Find(id) is { } octets)
        {
            return octets;
        }

        if (File.Exists(file))
        {
            return null;
        }

        using var db = open();
        return StoreQueries.Of(db).Content(db, id);
    }

    /// <summary>Removes a content that waits; false where it does not. One that is in the database goes in the transaction that ceases to name it.</summary>
    public bool Delete(Guid id) => waiting.Remove(id);

    /// <summary>Removes from the database what no row names, of those made before <paramref name="before"/>.</summary>
    public async Task<int> SweepAsync(DateTimeOffset before, Func<Task<IReadOnlySet<Guid>>> named, CancellationToken cancellationToken)
    {
        // Version 7 ids are in the order of their making.
        var limit = Guid.CreateVersion7(before);
        await using var db = open();
        var old = await db.Contents.AsNoTracking().Where(row => row.Id.CompareTo(limit) < 0).Select(row => row.Id).ToListAsync(cancellationToken);
        if (old.Count > 0)
        {
            var kept = await named();
            old.RemoveAll(kept.Contains);
        }

        foreach (var batch in old.Chunk(200))
        {
            await db.Contents.Where(row => batch.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        return old.Count + waiting.Sweep(before);
    }
}
