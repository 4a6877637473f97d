using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>A store in a new file, and rows for it.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StoreFile(TestClock clock)
    {
        Clock = clock;
        Options = SqliteNodeDb.OptionsFor(DatabasePath);
        Store = new MessageStore(Open);
        Work = new WorkStore(Open, clock);
    }

    public TestClock Clock { get; }

    public DbContextOptions<SqliteNodeDb> Options { get; }

    public MessageStore Store { get; }

    public WorkStore Work { get; }

    public string FullName => _folder.FullName;

    public string DatabasePath => StoreSetup.DatabasePath(_folder.FullName);

    public static async Task<StoreFile> MakeAsync()
    {
        var file = new StoreFile(new TestClock(TestClock.Start));
        await file.MigrateAsync();
        return file;
    }

    public Task MigrateAsync() => StoreSetup.MigrateAsync(new StorePlace(FullName), Open, TimeProvider.System, TestContext.Current.CancellationToken);

    public SqliteNodeDb Open() => new(Options);

    /// <summary>Adds an outgoing message that is due now.</summary>
    public async Task<MessageRow> AddDueAsync(Action<MessageRow>? adjust = null)
    {
        var message = Message();
        adjust?.Invoke(message);
        var work = WorkRow.For(message, WorkKind.Send, Clock.Now);
        Assert.True(await Store.AddAsync([message, work], TestContext.Current.CancellationToken));
        return message;
    }

    /// <summary>Claims one row of any kind for fifteen minutes.</summary>
    public async Task<WorkRow> ClaimAsync(string owner = "one") => Assert.Single(await ClaimAsync(owner, 1));

    /// <summary>Claims rows of any kind for fifteen minutes.</summary>
    public async Task<IReadOnlyList<WorkRow>> ClaimAsync(string owner, int count)
    {
        List<WorkRow> claimed = [];
        foreach (var kind in Enum.GetValues<WorkKind>())
        {
            claimed.AddRange(await Work.ClaimAsync(owner, kind, count - claimed.Count, perQueue: 100, TimeSpan.FromMinutes(15), TestContext.Current.CancellationToken));
        }

        return claimed;
    }

    public static MessageRow Message() => new()
    {
        Id = Guid.CreateVersion7(),
        Environment = "qa",
        Participant = "0203:kristinehamn.example",
        Direction = Direction.Outgoing,
        Kind = MessageKind.Message,
        XheId = Guid.NewGuid().ToString("D"),
        DocumentType = "urn:riv:infrastructure:messaging:MessageWithAttachments:3::messagePayload##3.0::tm-base-ext-sigenc",
        From = "0203:kristinehamn.example",
        To = "0203:regionvarmland.example",
        Status = MessageStatus.Scheduled,
        CreatedAt = TestClock.Start,
    };

    public void Dispose()
    {
        using (var connection = new SqliteConnection($"Data Source={DatabasePath}"))
        {
            SqliteConnection.ClearPool(connection);
        }

        _folder.Dispose();
    }
}
