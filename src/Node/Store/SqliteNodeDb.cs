using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SdkNode.Node.Store;

/// <summary>The model on SQLite: one file, nothing to install.</summary>
internal sealed class SqliteNodeDb(DbContextOptions<SqliteNodeDb> options) : NodeDb(options)
{
    /// <summary>The options for the database in <paramref name="path"/>.</summary>
    public static DbContextOptions<SqliteNodeDb> OptionsFor(string path, bool readOnly = false) =>
        new DbContextOptionsBuilder<SqliteNodeDb>()
            .UseSqlite($"Data Source={path};Mode={(readOnly ? "ReadOnly" : "ReadWriteCreate")};Default Timeout=30")
            .AddInterceptors(new DurableSqlite())
            .Options;

    /// <inheritdoc />
    public override Task ProbeAsync(CancellationToken cancellationToken) =>

        // A number in the file's head that nothing else uses. Setting it writes the page, whatever it was before.
        Database.ExecuteSqlRawAsync("PRAGMA user_version = 1;", cancellationToken);

    /// <summary>For <c>dotnet ef</c>.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteNodeDb>
    {
        /// <inheritdoc />
        public SqliteNodeDb CreateDbContext(string[] args) => new(OptionsFor("design.db"));
    }
}
