using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Hosting;

/// <summary>Says why a node cannot start on its PostgreSQL database, and what to do.</summary>
internal static class PostgresStartFault
{
    private const string Setting = "Store:ConnectionString";

    /// <summary>The fault for people; the connection string, which may hold a password, never stands in it.</summary>
    public static ConfigurationFault Of(NpgsqlException fault)
    {
        var (problem, remedy) = fault is PostgresException answer ? OfAnswer(answer) : OfConnection(fault);
        return new ConfigurationFault(Setting, null, problem, remedy);
    }

    private static (string Problem, string Remedy) OfAnswer(PostgresException fault) => fault.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => (Text("The database does not exist", fault), "Make it: createdb --owner=USER DATABASE. Or correct Database."),
        PostgresErrorCodes.InvalidPassword => (Text("PostgreSQL does not accept the user's password", fault), "Correct Username and the password (Store:PasswordFile), or the user's password in PostgreSQL."),
        PostgresErrorCodes.InvalidAuthorizationSpecification when fault.MessageText.Contains("no encryption", StringComparison.OrdinalIgnoreCase) || fault.MessageText.Contains("SSL off", StringComparison.OrdinalIgnoreCase) =>
            (Text("PostgreSQL does not let this user in without TLS", fault), "Add SSL Mode=VerifyFull (and Root Certificate=FILE, where the server's authority is your own), or change pg_hba.conf."),
        PostgresErrorCodes.InvalidAuthorizationSpecification => (Text("PostgreSQL does not let this user in", fault), "Make the user, or let it in from this machine in pg_hba.conf."),
        PostgresErrorCodes.InsufficientPrivilege => (Text("The user may not do what the node needs", fault), "Let it own the database: ALTER DATABASE name OWNER TO user."),
        PostgresErrorCodes.UndefinedTable => (Text("The database holds no store yet", fault), "Start the node once: it makes the tables."),
        PostgresErrorCodes.TooManyConnections => (Text("PostgreSQL has no connection left", fault), "Raise max_connections, or give each node a smaller Maximum Pool Size."),
        PostgresErrorCodes.CannotConnectNow => (Text("PostgreSQL is starting or stopping", fault), "Start the node again in a moment."),
        PostgresErrorCodes.ReadOnlySqlTransaction => (Text("The database cannot be written", fault), "Name the primary server, not a standby: several hosts and Target Session Attributes=primary find it."),
        _ => (Text("The database cannot be used", fault), "See PostgreSQL's log."),
    };

    private static (string Problem, string Remedy) OfConnection(NpgsqlException fault) => fault.GetBaseException() switch
    {
        AuthenticationException tls => ($"The TLS connection to PostgreSQL failed: {tls.Message}", "Correct SSL Mode and Root Certificate: the server's certificate must be valid for Host."),
        SocketException or TimeoutException => ($"PostgreSQL does not answer: {fault.Message}", "Start it, or correct Host and Port; a firewall between the machines must let them through."),
        _ when fault.Message.Contains("SSL", StringComparison.OrdinalIgnoreCase) => ($"PostgreSQL and the node do not agree on TLS: {fault.Message}", "Switch TLS on in PostgreSQL (ssl=on), or correct SSL Mode."),
        _ => ($"The database cannot be used: {fault.Message}", "Start PostgreSQL, or correct the connection string."),
    };

    private static string Text(string what, PostgresException fault) => $"{what} ({fault.SqlState}: {fault.MessageText}).";
}
