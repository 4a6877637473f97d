using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>The queries that every message asks again and again, compiled once for each database model.</summary>
internal sealed class StoreQueries
{
    private static readonly ConditionalWeakTable<IModel, StoreQueries> s_ofModel = [];

    private StoreQueries()
    {
    }

    /// <summary>The queries for a database.</summary>
    public static StoreQueries Of(NodeDb db) => s_ofModel.GetValue(db.Model, static _ => new StoreQueries());

    /// <summary>A message by its internal id, not tracked.</summary>
    public Func<NodeDb, Guid, CancellationToken, Task<MessageRow?>> Message { get; } = EF.CompileAsyncQuery(
        (NodeDb db, Guid id, CancellationToken cancellationToken) => db.Messages.AsNoTracking().SingleOrDefault(row => row.Id == id));

    /// <summary>Work by its id and the name of its claim, with its message, both tracked.</summary>
    public Func<NodeDb, Guid, string?, CancellationToken, Task<ClaimedRows?>> Claimed { get; } = EF.CompileAsyncQuery(
        (NodeDb db, Guid work, string? claim, CancellationToken cancellationToken) =>
            (from row in db.Work
             join message in db.Messages on row.MessageId equals message.Id
             where row.Id == work && row.LeaseOwner == claim
             select new ClaimedRows { Work = row, Message = message }).SingleOrDefault());

    /// <summary>A participant's message by environment, participant, direction, XHE id and copy, tracked.</summary>
    public Func<NodeDb, string, string, Direction, string?, int, MessageRow?> ByXheId { get; } = EF.CompileQuery(
        (NodeDb db, string environment, string participant, Direction direction, string? xheId, int copy) => db.Messages.SingleOrDefault(
            row => row.Environment == environment && row.Participant == participant && row.Direction == direction && row.XheId == xheId && row.Copy == copy));

    /// <summary>The work that ends with its message: the wait for its receipt, and what was set aside.</summary>
    public Func<NodeDb, Guid, IEnumerable<WorkRow>> WaitingWork { get; } = EF.CompileQuery(
        (NodeDb db, Guid message) => db.Work.Where(row => row.MessageId == message && (row.Kind == WorkKind.AwaitReceipt || row.DeadAt != null)));

    /// <summary>The number of a message's last try; null before the first.</summary>
    public Func<NodeDb, Guid, int?> LastTry { get; } = EF.CompileQuery(
        (NodeDb db, Guid message) => db.Tries.Where(row => row.MessageId == message).Max(row => (int?)row.Number));

    /// <summary>The open alarms of a kind, an environment and a subject.</summary>
    public Func<NodeDb, string, string, string, IEnumerable<AlarmRow>> OpenAlarms { get; } = EF.CompileQuery(
        (NodeDb db, string kind, string environment, string subject) => db.Alarms.Where(
            row => row.Kind == kind && row.Environment == environment && row.Subject == subject && row.ClosedAt == DateTimeOffset.MaxValue));

    /// <summary>Whether a fact stands.</summary>
    public Func<NodeDb, string, bool> Fact { get; } = EF.CompileQuery((NodeDb db, string name) => db.Facts.Any(row => row.Name == name));

    /// <summary>A transfer by environment, sending party and AS4 MessageId, not tracked.</summary>
    public Func<NodeDb, string, string, string, CancellationToken, Task<ReceivedTransferRow?>> Transfer { get; } = EF.CompileAsyncQuery(
        (NodeDb db, string environment, string party, string as4MessageId, CancellationToken cancellationToken) => db.ReceivedTransfers.AsNoTracking().SingleOrDefault(
            row => row.Environment == environment && row.SendingParty == party && row.As4MessageId == as4MessageId));

    /// <summary>The octets of a small content.</summary>
    public Func<NodeDb, Guid, byte[]?> Content { get; } = EF.CompileQuery(
        (NodeDb db, Guid id) => db.Contents.AsNoTracking().Where(row => row.Id == id).Select(row => row.Octets).SingleOrDefault());
}

/// <summary>Claimed work and what it is about.</summary>
internal sealed class ClaimedRows
{
    /// <summary>The work.</summary>
    public required WorkRow Work { get; init; }

    /// <summary>Its message.</summary>
    public required MessageRow Message { get; init; }
}
