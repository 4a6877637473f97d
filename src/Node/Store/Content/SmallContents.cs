using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// Contents of one chunk between being complete and being committed: they go into the database in the transaction that names
/// them (<see cref="StoreTransaction"/>). What is never named is deleted by its flow like a file, and goes with the process.
/// </summary>
internal sealed class SmallContents
{
    private readonly ConcurrentDictionary<Guid, byte[]> _waiting = new();

    /// <summary>Keeps a content until it is committed or deleted.</summary>
    public void Add(Guid id, byte[] octets) => _waiting[id] = octets;

    /// <summary>The content's octets, where it waits.</summary>
    public byte[]? Find(Guid id) => _waiting.GetValueOrDefault(id);

    /// <summary>Forgets a content; false where it does not wait.</summary>
    public bool Remove(Guid id) => _waiting.TryRemove(id, out _);

    /// <summary>Adds to a unit of work what its messages name, and gives the ids: once they are committed nobody waits any more.</summary>
    public IReadOnlyList<Guid> AddNamed(NodeDb db)
    {
        if (_waiting.IsEmpty)
        {
            return [];
        }

        // Only what this unit names: a commit whose answer was lost has left what it named waiting, and it is there already.
        List<Guid> named = [.. db.ChangeTracker.Entries<MessageRow>().SelectMany(entry => new[] { entry.Property(row => row.Payload), entry.Property(row => row.Sealed) })
            .Where(property => property.EntityEntry.State == EntityState.Added || property.IsModified)
            .Select(property => property.CurrentValue).OfType<Guid>().Where(_waiting.ContainsKey).Distinct()];
        db.Contents.AddRange(named.Select(id => new ContentRow { Id = id, Octets = _waiting[id] }));
        return named;
    }

    /// <summary>Forgets what was made before a time: a fault came between and nobody will name it.</summary>
    public int Sweep(DateTimeOffset before)
    {
        var old = _waiting.Keys.Where(id => Made(id) < before).ToList();
        return old.Count(Remove);
    }

    // A version 7 id begins with its milliseconds.
    private static DateTimeOffset Made(Guid id) => DateTimeOffset.FromUnixTimeMilliseconds((long)(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(id.ToByteArray(bigEndian: true)) >> 16));
}
