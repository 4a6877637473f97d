using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// Work that a unit of work makes due. Who does it hears of it with the commit; in a store of one node it may be taken by the unit
/// that makes it: then it is leased from its first instant, starts with the commit, and needs no claim.
/// </summary>
internal sealed class NewWork(TimeProvider clock)
{
    /// <summary>Who does it; null where nobody does: before a node has started, and in a command.</summary>
    public IWorkTaker? Taker { get; set; }

    /// <summary>What a unit of work, about to be saved, makes due; null where nobody wants to know.</summary>
    public MadeWork? MadeBy(NodeDb db)
    {
        if (Taker is not { } taker)
        {
            return null;
        }

        var made = new MadeWork(taker);
        var now = clock.GetUtcNow();
        foreach (var entry in db.ChangeTracker.Entries<WorkRow>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified && entry.Entity is { LeaseOwner: null, DeadAt: null } work && work.DueAt <= now)
            {
                made.Add(work, mayTake: entry.State == EntityState.Added && MayTake(db, work));
            }
        }

        return made;
    }

    // Where nodes share a store leases go by its clock, which a row cannot be given; on hold nothing is sent (OutgoingHold).
    private static bool MayTake(NodeDb db, WorkRow work) =>
        db.LeaseClock is null && (work.Kind != WorkKind.Send || !StoreQueries.Of(db).Fact(db, FactRow.OutgoingHold));
}

/// <summary>What one unit of work made due; disposed of without a commit it gives the places back.</summary>
internal sealed class MadeWork(IWorkTaker taker) : IDisposable
{
    private readonly List<WorkRow> _taken = [];
    private readonly List<WorkRow> _others = [];

    /// <summary>Adds a row, and leases it where it may be taken and there is a place for it.</summary>
    public void Add(WorkRow work, bool mayTake) => (mayTake && taker.TryTake(work) ? _taken : _others).Add(work);

    /// <summary>It is committed: what was taken starts, the rest is claimed.</summary>
    public void Committed()
    {
        _taken.ForEach(taker.Start);
        _others.ForEach(taker.Ask);
        _taken.Clear();
    }

    /// <inheritdoc />
    public void Dispose() => _taken.ForEach(taker.Leave);
}

/// <summary>Who does the work of a node.</summary>
internal interface IWorkTaker
{
    /// <summary>Takes a place for new work, and leases the row, where a place is free and nobody waits for it.</summary>
    bool TryTake(WorkRow work);

    /// <summary>Does work that was taken.</summary>
    void Start(WorkRow work);

    /// <summary>Gives the place of work back that was taken and not committed.</summary>
    void Leave(WorkRow work);

    /// <summary>Claims soon: this work is due and nobody has it.</summary>
    void Ask(WorkRow work);
}
