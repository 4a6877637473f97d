using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SdkNode.Node.Store;

/// <summary>The model on SQLite: one file, one node, nothing to install.</summary>
/// <param name="options">The options.</param>
internal sealed class SqliteNodeDb(DbContextOptions<SqliteNodeDb> options) : NodeDb(options)
{
    /// <summary>Lets one writer of this process in after the other, in their order: SQLite itself would let them poll.</summary>
    public SemaphoreSlim? Gate { get; set; }

    /// <inheritdoc />
    public override IsolationLevel Isolation => IsolationLevel.Serializable;

    /// <inheritdoc />
    public override string SkipLocked => "";

    /// <inheritdoc />
    public override string? LeaseClock => null;

    /// <summary>The options for the database in <paramref name="path"/>.</summary>
    public static DbContextOptions<SqliteNodeDb> OptionsFor(string path, bool readOnly = false) =>
        new DbContextOptionsBuilder<SqliteNodeDb>()
            .UseSqlite($"Data Source={path};Mode={(readOnly ? "ReadOnly" : "ReadWriteCreate")};Default Timeout=30")
            .AddInterceptors(new DurableSqlite())
            .Options;

    /// <inheritdoc />
    public override bool MayRunAgain(Exception fault, int tries, bool committing) => false;

    /// <inheritdoc />
    public override async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Gate is null)
        {
            return null;
        }

        await Gate.WaitAsync(cancellationToken);
        return new Turn(Gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }

    /// <summary>For <c>dotnet ef</c>.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteNodeDb>
    {
        /// <inheritdoc />
        public SqliteNodeDb CreateDbContext(string[] args) => new(OptionsFor("design.db"));
    }
}
