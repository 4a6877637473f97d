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
    /// <param name="connectionString">As the settings have it.</param>
    /// <param name="readOnly">Whether nothing may be changed.</param>
    public static DbContextOptions<PostgresNodeDb> OptionsFor(string connectionString, bool readOnly = false) =>
        new DbContextOptionsBuilder<PostgresNodeDb>().UseNpgsql(PostgresConnection.Complete(connectionString, readOnly)).Options;

    /// <inheritdoc />
    public override string LeaseClock =>
        // The statement's own time stands still within it, so that an index can serve comparisons with it.
        $"((EXTRACT(EPOCH FROM statement_timestamp()) * 10000000)::bigint + {Epoch})";

    /// <inheritdoc />
    public override bool MayRunAgain(Exception fault, int tries, bool committing) => PostgresFaults.Code(fault) switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,

        // A row that another unit added meanwhile was not to be seen; the next try sees it, and knows whether it is one too many.
        PostgresErrorCodes.UniqueViolation => tries == 1,
        _ => !committing && PostgresFaults.IsOutage(fault),
    };

    /// <inheritdoc />
    public override ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <summary>For <c>dotnet ef</c>.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresNodeDb>
    {
        /// <inheritdoc />
        public PostgresNodeDb CreateDbContext(string[] args) => new(OptionsFor("Host=localhost;Database=design"));
    }
}
