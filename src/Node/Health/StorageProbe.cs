using SdkNode.Node.Store;

namespace SdkNode.Node.Health;

/// <summary>Tries the store by writing to it: a transaction in the database, a file in the staging folder.</summary>
internal sealed class StorageProbe(OpenedStore store, StorageRoom room, StorageWatch watch, TimeProvider clock)
{
    /// <summary>The checks; what is wrong with the store is told to <see cref="StorageWatch"/> too, and so is that nothing is.</summary>
    public async Task<IReadOnlyList<HealthCheck>> RunAsync(CancellationToken cancellationToken)
    {
        (string Name, StorageFault? Fault)[] found =
        [
            ("database", await TryAsync(WriteRowAsync, cancellationToken)),
            ("content", await TryAsync(_ => store.Content.ProbeAsync(), cancellationToken)),
            ("room", room.Fault()),
        ];
        await watch.SeenAsync(found.Select(check => check.Fault).FirstOrDefault(fault => fault is not null), cancellationToken);
        return [.. found.Select(check => HealthCheck.Of(check.Name, check.Fault))];
    }

    private async Task WriteRowAsync(CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        await db.ProbeAsync(store.Node, clock.GetUtcNow(), cancellationToken);
    }

    private static async Task<StorageFault?> TryAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write(cancellationToken);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What is not known for what it is must not look ready either.
            return StorageFault.Of(e) ?? new StorageFault($"The store could not be written: {e.GetType().Name}.", "Look at the node's log.", NothingStored: true);
        }
    }
}
