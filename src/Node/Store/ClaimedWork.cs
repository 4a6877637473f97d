using System.Data.Common;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// Reads work as a claim gives it back, without what a query of the model costs: every message is claimed several times. The columns
/// are named, so that one which a newer version adds disturbs nobody.
/// </summary>
internal static class ClaimedWork
{
    /// <summary>The columns, in the order in which they are read.</summary>
    public const string Columns =
        """
        "Id", "MessageId", "Kind", "Queue", "DueAt", "Attempts", "Claims", "Faults", "LeaseOwner", "LeaseUntil", "DeadAt", "Fault"
        """;

    /// <summary>Reads the row that a reader stands on.</summary>
    public static WorkRow Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        MessageId = row.GetGuid(1),
        Kind = Enum.Parse<WorkKind>(row.GetString(2)),
        Queue = row.GetString(3),
        DueAt = Time(row, 4),
        Attempts = row.GetInt32(5),
        Claims = row.GetInt32(6),
        Faults = row.GetInt32(7),
        LeaseOwner = row.IsDBNull(8) ? null : row.GetString(8),
        LeaseUntil = Time(row, 9),
        DeadAt = row.IsDBNull(10) ? null : Time(row, 10),
        Fault = row.IsDBNull(11) ? null : row.GetString(11),
    };

    private static DateTimeOffset Time(DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
