using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace SdkNode.Node.Store;

/// <summary>The model on PostgreSQL: for more than one node.</summary>
internal sealed class PostgresNodeDb(DbContextOptions<PostgresNodeDb> options) : NodeDb(options)
{
    // Between 0001-01-01 and 1970-01-01, in ticks.
    private const string Epoch = "621355968000000000";

    /// <inheritdoc />
    public override IsolationLevel Isolation => IsolationLevel.RepeatableRead;

    /// <inheritdoc />
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    /// <summary>The options for the database that a connection string names.</summary>
    public static DbContextOptions<PostgresNodeDb> OptionsFor(string connectionString) =>
        new DbContextOptionsBuilder<PostgresNodeDb>().UseNpgsql(connectionString).Options;

    /// <inheritdoc />
    public override string LeaseClock => $"((EXTRACT(EPOCH FROM clock_timestamp()) * 10000000)::bigint + {Epoch})";

    /// <inheritdoc />
    public override bool IsConflict(Exception fault) =>
        (fault as PostgresException ?? fault.InnerException as PostgresException ?? fault.InnerException?.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <inheritdoc />
    public override ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <summary>For <c>dotnet ef</c>.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresNodeDb>
    {
        /// <inheritdoc />
        public PostgresNodeDb CreateDbContext(string[] args) => new(OptionsFor("Host=localhost;Database=design"));
    }
}
