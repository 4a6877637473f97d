using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>The database: its schema and what it keeps.</summary>
public abstract class StoreSetupTests(PostgresFixture? postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_make_the_whole_model_from_nothing()
    {
        using var file = await StoreCase.MakeAsync(postgres);
        await using var db = file.Open();
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: add a migration with dotnet ef.");
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancelled));
        Assert.Equal(0, await db.Messages.CountAsync(Cancelled) + await db.Work.CountAsync(Cancelled) + await db.EventLog.CountAsync(Cancelled));
        Assert.Equal(0, await db.Tries.CountAsync(Cancelled) + await db.ReceivedTransfers.CountAsync(Cancelled) + await db.MessageEvents.CountAsync(Cancelled));
    }

    [Fact]
    public async Task Several_starts_at_the_same_time_migrate_once()
    {
        using var file = await StoreCase.MakeAsync(postgres);
        await Task.WhenAll(file.MigrateAsync(), file.MigrateAsync(), file.MigrateAsync());
        await using var db = file.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancelled));
    }

    [Fact]
    public async Task A_store_opened_for_reading_cannot_be_written()
    {
        using var file = await StoreCase.MakeAsync(postgres);
        var message = await file.AddDueAsync();
        var reader = new MessageStore(file.Place.ReadOnlyOpener()!);
        Assert.Equal(message.Id, Assert.Single(await reader.ListAsync(10, receipts: false, Cancelled)).Id);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => reader.AddAsync([StoreCase.Message()], Cancelled));
    }

    [Fact]
    public async Task Times_are_kept_exactly_and_in_UTC()
    {
        using var file = await StoreCase.MakeAsync(postgres);
        var at = new DateTimeOffset(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
        var row = await file.AddDueAsync(message => message.ArrivedAt = at);
        var kept = (await file.Store.FindAsync(row.Id, Cancelled))!.ArrivedAt!.Value;
        Assert.Equal(at, kept);
        Assert.Equal(TimeSpan.Zero, kept.Offset);
    }

    [Fact]
    public void Every_status_has_its_code_of_the_contract() =>
        Assert.Equal(
            ["SCHEDULED", "SUBMITTED", "SCHEDULED_FOR_RESEND", "ACKNOWLEDGE", "WAITING_FOR_RECEIPT", "ACCEPTED", "RETRIEVED", "RECEIPT_SENT", "NEW", "MESSAGE_EXCHANGE_ERROR"],
            Enum.GetValues<MessageStatus>().Select(status => status.Code()));

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : StoreSetupTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : StoreSetupTests(postgres);
}
