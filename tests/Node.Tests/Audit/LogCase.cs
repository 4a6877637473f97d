using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Audit;

/// <summary>A store with logs, and what seals and checks them.</summary>
internal sealed class LogCase(StoreCase store) : IDisposable
{
    public const string Participant = "0203:kristinehamn.example";

    public StoreCase Store { get; } = store;

    public LogSealKey Key { get; } = new(new SecretStore(store.Open, store.Key, store.Clock));

    public AlarmList Alarms => new(Store.Open, Store.Clock, NullLogger<AlarmList>.Instance);

    public LogSealer Sealer => new(Store.Open, Key, Alarms, Store.Clock, NullLogger<LogSealer>.Instance);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<LogCase> MakeAsync(PostgresFixture? postgres) => new(await StoreCase.MakeAsync(postgres));

    public async Task AppendAsync(int count, string participant = Participant, DateTimeOffset? at = null)
    {
        await using var db = Store.Open();
        db.AddRange(Enumerable.Range(0, count).Select(i => new EventLogRow
        {
            Environment = "demo", Participant = participant, At = at ?? TestClock.Start, Event = EventLog.MessageSent, XheId = $"xhe-{i}",
        }));
        await db.SaveChangesAsync(Cancelled);
    }

    public Task<int> SealAsync() => Sealer.RunAsync(Cancelled);

    public async Task<IReadOnlyList<string>> FaultsAsync() => [.. (await new LogCheck(Store.Open, Key).RunAsync(null, null, Cancelled)).SelectMany(state => state.Faults)];

    public async Task SqlAsync(string sql)
    {
        await using var db = Store.Open();
        Assert.True(await db.Database.ExecuteSqlRawAsync(sql, Cancelled) > 0);
    }

    public void Dispose() => Store.Dispose();
}
