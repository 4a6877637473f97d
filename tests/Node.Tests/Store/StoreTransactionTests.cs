using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>Units of work that read and change the same rows at the same time.</summary>
public abstract class StoreTransactionTests(PostgresFixture? postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_goes_by_what_the_one_before_it_wrote()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            for (var i = 0; i < 8; i++)
            {
                Assert.True(await StoreTransaction.RunAsync(store.Open, CountAsync, Cancelled));
            }
        }));
        Assert.Equal("24", await ValueAsync(store));
    }

    [Fact]
    public async Task One_that_gives_false_or_throws_changes_nothing()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        Assert.True(await StoreTransaction.RunAsync(store.Open, CountAsync, Cancelled));
        Assert.False(await StoreTransaction.RunAsync(store.Open, async db => !await CountAsync(db), Cancelled));
        await Assert.ThrowsAsync<TimeoutException>(() => StoreTransaction.RunAsync(store.Open, async db => await CountAsync(db) ? throw new TimeoutException() : true, Cancelled));
        Assert.Equal("1", await ValueAsync(store));
    }

    [Fact]
    public async Task Two_that_add_the_same_row_end_with_one_and_the_second_sees_it()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StoreTransaction.RunAsync(store.Open, CountAsync, Cancelled)));
        Assert.Equal("6", await ValueAsync(store));
    }

    private static async Task<bool> CountAsync(NodeDb db)
    {
        var fact = await db.Facts.SingleOrDefaultAsync(row => row.Name == "count", Cancelled);
        if (fact is null)
        {
            db.Add(new FactRow { Name = "count", Value = "1", ChangedAt = TestClock.Start });
        }
        else
        {
            fact.Value = $"{int.Parse(fact.Value, System.Globalization.CultureInfo.InvariantCulture) + 1}";
        }

        await db.SaveChangesAsync(Cancelled);
        return true;
    }

    private static async Task<string> ValueAsync(StoreCase store)
    {
        await using var db = store.Open();
        return (await db.Facts.SingleAsync(Cancelled)).Value;
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : StoreTransactionTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : StoreTransactionTests(postgres);
}
