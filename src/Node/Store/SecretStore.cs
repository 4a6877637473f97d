using System.Text;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>Secrets that the nodes of a store share: rows, sealed by the node key.</summary>
internal sealed class SecretStore(Func<NodeDb> open, NodeKey key, TimeProvider clock)
{
    private readonly KeyCipher _cipher = new(key);

    /// <summary>
    /// The secret of this name; where there is none yet, the one that <paramref name="make"/> gives. Of nodes that make one at the same
    /// time the first to commit has made it for all: what returns is committed.
    /// </summary>
    /// <exception cref="InvalidDataException">The secret was sealed by another node key, or has been altered.</exception>
    public async Task<byte[]> GetOrAddAsync(string name, Func<byte[]> make, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is { } known)
        {
            return known;
        }

        var made = make();
        await using var db = open();
        db.Secrets.Add(Seal(name, made));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return made;
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            return await FindAsync(name, cancellationToken) ?? throw new InvalidDataException($"The secret {name} was taken away while the node started. Start it again.");
        }
    }

    /// <summary>A row for a secret, to be added by the unit of work that names it.</summary>
    public SecretRow Seal(string name, byte[] secret) => new() { Name = name, Sealed = _cipher.Seal(Context(name), secret), CreatedAt = clock.GetUtcNow() };

    /// <summary>The secret of this name; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The secret was sealed by another node key, or has been altered.</exception>
    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = open();
        var row = await db.Secrets.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name, cancellationToken);
        return row is null ? null : _cipher.Open(Context(name), row.Sealed) ?? throw new InvalidDataException($"The stored secret {name} is damaged.");
    }

    /// <summary>Seals every secret under the version of the node key that is used now.</summary>
    public Task<bool> SealAgainAsync(CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        foreach (var row in await db.Secrets.ToListAsync(cancellationToken))
        {
            row.Sealed = _cipher.Seal(Context(row.Name), _cipher.Open(Context(row.Name), row.Sealed) ?? throw new InvalidDataException($"The stored secret {row.Name} is damaged."));
        }

        return true;
    }, cancellationToken);

    private static byte[] Context(string name) => Encoding.UTF8.GetBytes($"secret:{name}");
}
