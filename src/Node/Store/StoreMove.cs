using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>Copies the rows of one node's database into an empty PostgreSQL database, all or nothing. Content stays where it is.</summary>
internal static class StoreMove
{
    private const int Batch = 500;

    // Who works on a store and who does which job is told anew.
    private static readonly Type[] NotMoved = [typeof(NodeRow), typeof(JobRow)];

    /// <summary>Copies every table and gives the number of rows of each.</summary>
    /// <exception cref="InvalidDataException">The new database has rows already.</exception>
    public static async Task<IReadOnlyList<(string Table, long Rows)>> RunAsync(NodeDb from, PostgresNodeDb to, CancellationToken cancellationToken)
    {
        to.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await to.Database.BeginTransactionAsync(cancellationToken);
        var moved = new List<(string, long)>();
        foreach (var type in InOrder(from.Model).Where(type => !NotMoved.Contains(type.ClrType)))
        {
            var copy = typeof(StoreMove).GetMethod(nameof(CopyAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.ClrType);
            var rows = await (Task<long>)copy.Invoke(null, [from, to, cancellationToken])!;
            moved.Add((type.GetTableName()!, rows));
            await ContinueNumbersAsync(type, to, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return moved;
    }

    // What others refer to comes before them.
    private static List<IEntityType> InOrder(IModel model)
    {
        var ordered = new List<IEntityType>();
        foreach (var type in model.GetEntityTypes())
        {
            Add(type);
        }

        return ordered;

        void Add(IEntityType type)
        {
            if (!ordered.Contains(type))
            {
                type.GetForeignKeys().Select(key => key.PrincipalEntityType).Where(other => other != type).ToList().ForEach(Add);
                ordered.Add(type);
            }
        }
    }

    private static async Task<long> CopyAsync<T>(NodeDb from, PostgresNodeDb to, CancellationToken cancellationToken)
        where T : class
    {
        if (await to.Set<T>().AnyAsync(cancellationToken))
        {
            throw new InvalidDataException($"The database is not empty: its table {to.Model.FindEntityType(typeof(T))!.GetTableName()} has rows. Make a new one, or keep it and leave out the move if it was made before.");
        }

        var count = 0L;
        await foreach (var row in from.Set<T>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row is WorkRow work)
            {
                (work.LeaseOwner, work.LeaseUntil) = (null, DateTimeOffset.MinValue);
            }

            to.Add(row);
            if (++count % Batch == 0)
            {
                await SaveAsync(to, cancellationToken);
            }
        }

        await SaveAsync(to, cancellationToken);
        return count;
    }

    private static async Task SaveAsync(NodeDb db, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    // The rows came with their numbers; the next one follows the highest.
    private static async Task ContinueNumbersAsync(IEntityType type, NodeDb db, CancellationToken cancellationToken)
    {
        if (type.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key] && (key.ClrType == typeof(long) || key.ClrType == typeof(int)))
        {
            var (table, column) = (type.GetTableName()!, key.GetColumnName());
            var sql = $"""SELECT setval(pg_get_serial_sequence('"{table}"', '{column}'), (SELECT COALESCE(MAX("{column}"), 0) + 1 FROM "{table}"), false)""";
            await db.Database.ExecuteSqlRawAsync(sql, cancellationToken);
        }
    }
}
