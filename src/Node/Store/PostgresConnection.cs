using Npgsql;

namespace SdkNode.Node.Store;

/// <summary>What a connection string leaves out, and we choose.</summary>
internal static class PostgresConnection
{
    /// <summary>The connection string with our own choices where it makes none.</summary>
    /// <param name="connectionString">As the settings have it.</param>
    /// <param name="readOnly">Whether nothing may be changed: what only looks asks the server to refuse.</param>
    public static string Complete(string connectionString, bool readOnly = false)
    {
        var chosen = new NpgsqlConnectionStringBuilder(connectionString);
        Choose("Application Name", "sdknode");

        // A unit of work is short: fewer connections wait less for each other than the server's processes do. Debian's server takes 100.
        Choose("Maximum Pool Size", 40);
        Choose("Timeout", 10);

        // A dead network must not hold a worker longer than its lease.
        Choose("Command Timeout", 30);
        Choose("Tcp Keepalive", true);

        // No session state is ever set, so that none is reset. Prepared statements take the server two fifths less CPU; every statement
        // names its columns, so that prepared ones outlive a new column.
        Choose("No Reset On Close", true);
        Choose("Max Auto Prepare", 100);
        if (readOnly)
        {
            chosen.Options = $"{chosen.Options} -c default_transaction_read_only=on".TrimStart();
            chosen.MaxPoolSize = 2;
        }

        return chosen.ConnectionString;

        void Choose(string name, object value)
        {
            if (!chosen.ShouldSerialize(name))
            {
                chosen[name] = value;
            }
        }
    }
}
