using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// Contents of one chunk between being complete and being committed: they go into the database in the transaction that names
/// them (<see cref="StoreTransaction"/>). What is never named is deleted by its flow like a file, and goes with the process. The
/// last ones that were committed are kept at hand, encrypted as they are: the next step of their message reads them soon.
/// </summary>
internal sealed class SmallContents
{
    /// <summary>How many octets of committed contents are kept at hand.</summary>
    public const int MostRecent = 8 * 1024 * 1024;

    private readonly ConcurrentDictionary<Guid, byte[]> _waiting = new();
    private readonly ConcurrentDictionary<Guid, byte[]> _recent = new();
    private readonly ConcurrentQueue<(Guid Id, int Octets)> _order = new();
    private long _recentOctets;

    /// <summary>Keeps a content until it is committed or deleted.</summary>
    public void Add(Guid id, byte[] octets) => _waiting[id] = octets;

    /// <summary>The content's octets, where they are at hand.</summary>
    public byte[]? Find(Guid id) => _waiting.GetValueOrDefault(id) ?? _recent.GetValueOrDefault(id);

    /// <summary>Whether a content waits to be committed.</summary>
    public bool Waits(Guid id) => _waiting.ContainsKey(id);

    /// <summary>Forgets a content; false where it does not wait.</summary>
    public bool Remove(Guid id)
    {
        _recent.TryRemove(id, out _);
        return _waiting.TryRemove(id, out _);
    }

    /// <summary>The content is in the database now.</summary>
    public void Committed(Guid id)
    {
        if (!_waiting.TryGetValue(id, out var octets))
        {
            return;
        }

        // At hand in one place or the other at every instant.
        _recent[id] = octets;
        _waiting.TryRemove(id, out _);
        _order.Enqueue((id, octets.Length));
        var total = Interlocked.Add(ref _recentOctets, octets.Length);
        while (total > MostRecent && _order.TryDequeue(out var oldest))
        {
            _recent.TryRemove(oldest.Id, out _);
            total = Interlocked.Add(ref _recentOctets, -oldest.Octets);
        }
    }

    /// <summary>Adds to a unit of work what its messages and drafts name, and gives the ids: once they are committed nobody waits any more.</summary>
    public IReadOnlyList<Guid> AddNamed(NodeDb db)
    {
        if (_waiting.IsEmpty)
        {
            return [];
        }

        // Only what this unit names: a commit whose answer was lost has left what it named waiting, and it is there already.
        List<Guid> named = [.. db.ChangeTracker.Entries<MessageRow>().SelectMany(entry => new[] { entry.Property(row => row.Payload), entry.Property(row => row.Sealed) })
            .Where(property => property.EntityEntry.State == EntityState.Added || property.IsModified)
            .Select(property => property.CurrentValue).OfType<Guid>()
            .Concat(db.ChangeTracker.Entries<DraftFileRow>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity.Content)).Where(Waits).Distinct()];
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
