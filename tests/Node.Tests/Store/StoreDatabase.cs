using Microsoft.EntityFrameworkCore;
using Npgsql;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>A store in a new PostgreSQL database.</summary>
internal sealed class StoreDatabase : StoreCase
{
    private readonly PostgresFixture _postgres;

    private StoreDatabase(PostgresFixture postgres, string connectionString)
        : base(folder => new StorePlace(folder.FullName) { ConnectionString = connectionString }) => _postgres = postgres;

    public static async Task<StoreDatabase> CreateAsync(PostgresFixture postgres) => new(postgres, await postgres.CreateStoreAsync());

    /// <summary>A database without a table.</summary>
    public static async Task<StoreDatabase> CreateEmptyAsync(PostgresFixture postgres) => new(postgres, await postgres.CreateDatabaseAsync());

    // The server's clock cannot be set: for a lease it is the same whether the clock goes on or the lease is pulled back.
    public override async Task PassAsync(TimeSpan time)
    {
        Clock.Now += time;
        await using var db = Open();
        await db.Database.ExecuteSqlAsync($"""UPDATE "Work" SET "LeaseUntil" = "LeaseUntil" - {time.Ticks} WHERE "LeaseUntil" > 0""", TestContext.Current.CancellationToken);
    }

    protected override void Close()
    {
        using (var db = Open())
        {
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        }

        _postgres.Drop(Place.ConnectionString!);
    }
}
