using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Bench.Store;

/// <summary>A runner that always has a free place, and does what it took when it is asked for it.</summary>
internal sealed class FreePlaces : IWorkTaker
{
    private readonly Dictionary<WorkKind, Queue<WorkRow>> _started = [];

    /// <summary>The first work of a kind that was taken; null where none was.</summary>
    public WorkRow? Next(WorkKind kind) => _started.TryGetValue(kind, out var rows) && rows.TryDequeue(out var row) ? row : null;

    /// <inheritdoc />
    public bool TryTake(WorkRow work)
    {
        (work.LeaseOwner, work.LeaseUntil, work.Claims) = ($"bench#{Guid.NewGuid():N}", DateTimeOffset.UtcNow.AddMinutes(10), 1);
        return true;
    }

    /// <inheritdoc />
    public void Start(WorkRow work)
    {
        if (!_started.TryGetValue(work.Kind, out var rows))
        {
            _started.Add(work.Kind, rows = new Queue<WorkRow>());
        }

        rows.Enqueue(work);
    }

    /// <inheritdoc />
    public void Leave(WorkRow work)
    {
        // There are always more.
    }

    /// <inheritdoc />
    public void Ask(WorkRow work)
    {
        // Claimed when it is asked for.
    }
}
