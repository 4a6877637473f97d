using Npgsql;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace SdkNode.Node.Tests.Support;

/// <summary>The PostgreSQL server that the tests share; it starts when the first of them asks. Each test gets a database of its own.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private const string Template = "template";
    private readonly Lazy<Task<PostgresServer>> _server = new(StartAsync);
    private int _databases;

    /// <summary>A migrated store: a copy of one that was migrated once.</summary>
    internal Task<string> CreateStoreAsync() => CreateAsync($" TEMPLATE {Template}");

    /// <summary>A database without a table.</summary>
    public Task<string> CreateDatabaseAsync() => CreateAsync("");

    /// <summary>The server itself.</summary>
    internal Task<PostgresServer> ServerAsync() => _server.Value;

    /// <summary>Removes a database, whoever is still connected to it.</summary>
    internal void Drop(string connectionString)
    {
        var server = _server.Value.Result;
        using var admin = new NpgsqlConnection(server.ConnectionTo("postgres"));
        admin.Open();
        using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{new NpgsqlConnectionStringBuilder(connectionString).Database}\" WITH (FORCE)", admin);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && _server.Value.IsCompletedSuccessfully)
        {
            await (await _server.Value).DisposeAsync();
        }
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync("fsync=off");
        await ExecuteAsync(server, $"CREATE DATABASE {Template}");

        // What is copied must have nobody connected to it.
        var place = new StorePlace(Path.GetTempPath()) { ConnectionString = server.ConnectionTo(Template) + ";Pooling=false" };
        await StoreSetup.MigrateAsync(place, place.Opener(), TimeProvider.System, CancellationToken.None);
        return server;
    }

    private async Task<string> CreateAsync(string from)
    {
        var server = await _server.Value;
        var name = $"store{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}{from}");
        return server.ConnectionTo(name);
    }

    private static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var admin = new NpgsqlConnection(server.ConnectionTo("postgres"));
        await admin.OpenAsync();
        await using var command = new NpgsqlCommand(sql, admin);
        await command.ExecuteNonQueryAsync();
    }
}
