using Npgsql;

namespace SdkNode.Node.Store;

/// <summary>Reads what went wrong with PostgreSQL out of what Entity Framework wraps around it.</summary>
internal static class PostgresFaults
{
    /// <summary>The driver's fault, the server's own answer where it gave one; null where the fault has nothing to do with PostgreSQL.</summary>
    public static NpgsqlException? Find(Exception? fault) => fault switch
    {
        null => null,
        PostgresException answer => answer,
        NpgsqlException lost => Find(lost.InnerException) ?? lost,
        _ => Find(fault.InnerException),
    };

    /// <summary>The code of the server's answer (SQLSTATE); null where it gave none.</summary>
    public static string? Code(Exception? fault) => Find(fault)?.SqlState;

    /// <summary>Whether the server is gone or takes nothing for now: what was asked can be asked again.</summary>
    public static bool IsOutage(Exception? fault) => Find(fault) switch
    {
        null => false,

        // A server that stops, starts or is a standby says so; Npgsql does not call all of these transient.
        PostgresException answer => answer.IsTransient
            || answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ReadOnlySqlTransaction,
        var lost => lost.IsTransient,
    };
}
