using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace SdkNode.Node.Store;

/// <summary>
/// What every connection needs: a commit that has returned has reached the disk (DESIGN 5), what a statement keeps for itself has
/// not, and the log is written back when it is worth it. It is said once to each of SQLite's own handles, which outlive the
/// connections that are opened and closed over them.
/// </summary>
internal sealed class DurableSqlite : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=30000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;";

    private static readonly ConditionalWeakTable<sqlite3, object> s_told = [];

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (s_told.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        s_told.AddOrUpdate(handle, s_told);
    }

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite knows no other way.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
