using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SdkNode.Node.Store;

/// <summary>Tells a row that is there already from other faults of a save.</summary>
internal static class UniqueIndex
{
    /// <summary>SQLite's codes for a broken unique index and a broken primary key.</summary>
    private static readonly int[] Codes = [2067, 1555];

    /// <summary>Whether the save failed because a unique key is taken.</summary>
    public static bool IsBroken(DbUpdateException fault) => fault.InnerException switch
    {
        SqliteException sqlite => Codes.Contains(sqlite.SqliteExtendedErrorCode),
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };
}
