using Npgsql;

namespace SdkNode.Node.Configuration;

/// <summary>What is wrong with the settings of the store; the connection string, which may hold a password, never stands in a fault.</summary>
internal static class StoreChecks
{
    private const string Key = "Store:ConnectionString";
    private const string PasswordKey = "Store:PasswordFile";
    private const int LeastPool = 10;
    private static readonly string[] s_secrets = ["Password", "SSL Password"];

    /// <summary>Every fault.</summary>
    /// <param name="options">The settings as written.</param>
    /// <param name="resolve">Makes a path absolute.</param>
    public static IEnumerable<ConfigurationFault> Check(StoreOptions options, Func<string, string> resolve)
    {
        if (options.ConnectionString is not { } text)
        {
            return options.PasswordFile is null ? [] : [new(PasswordKey, options.PasswordFile, "SQLite has no password.", "Give Store:ConnectionString too, or remove it.")];
        }

        try
        {
            return Check(new NpgsqlConnectionStringBuilder(text), options.PasswordFile, resolve);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return [new(Key, null, $"It is no connection string of PostgreSQL: {e.Message}", "Write it as Host=db.example.se;Database=sdknode;Username=sdknode;SSL Mode=VerifyFull.")];
        }
    }

    /// <summary>The connection string with the password out of its file; as it is where there is none, or where it is wrong.</summary>
    public static string? WithPassword(StoreOptions options, Func<string, string> resolve)
    {
        try
        {
            return options is { ConnectionString: { } text, PasswordFile: { } file } && File.Exists(resolve(file))
                ? new NpgsqlConnectionStringBuilder(text) { Password = File.ReadLines(resolve(file)).FirstOrDefault() }.ConnectionString
                : options.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or IOException or UnauthorizedAccessException)
        {
            // Told of by Check.
            return options.ConnectionString;
        }
    }

    /// <summary>The connection string for people: without its passwords.</summary>
    public static string Redacted(string text)
    {
        try
        {
            var shown = new NpgsqlConnectionStringBuilder(text);
            foreach (var secret in s_secrets.Where(shown.ShouldSerialize))
            {
                shown[secret] = "(hidden)";
            }

            return shown.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return "(hidden)";
        }
    }

    private static List<ConfigurationFault> Check(NpgsqlConnectionStringBuilder connection, string? passwordFile, Func<string, string> resolve)
    {
        var faults = new List<ConfigurationFault>();
        if (string.IsNullOrEmpty(connection.Host))
        {
            faults.Add(new(Key, null, "It names no server.", "Add Host=…."));
        }

        if (string.IsNullOrEmpty(connection.Database))
        {
            faults.Add(new(Key, null, "It names no database.", "Add Database=sdknode, or whatever yours is called."));
        }

        if (connection is { MaxPoolSize: < LeastPool, Pooling: true } && connection.ShouldSerialize("Maximum Pool Size"))
        {
            faults.Add(new(Key, null, $"Maximum Pool Size={connection.MaxPoolSize} is too small: what runs at the same time would wait for connections.", $"Use at least {LeastPool}; the default is 40."));
        }

        if (passwordFile is not null && connection.Password is not null)
        {
            faults.Add(new(PasswordKey, passwordFile, "Store:ConnectionString has a password too.", "Keep one of them, better the file."));
        }

        if (passwordFile is not null && Unreadable(resolve(passwordFile)) is { } why)
        {
            faults.Add(new(PasswordKey, resolve(passwordFile), $"It can't be read: {why}", "Make the file with the password on its first line, readable by the node's user alone."));
        }

        return faults;
    }

    private static string? Unreadable(string path)
    {
        try
        {
            return string.IsNullOrEmpty(File.ReadLines(path).FirstOrDefault()) ? "its first line is empty." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
