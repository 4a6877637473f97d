using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>A store of a test's own, and rows for it: the same tests run over each database.</summary>
internal abstract class StoreCase : IDisposable
{
    private static long s_lastMillisecond;

    private readonly TemporaryFolder _folder = new();

    protected StoreCase(Func<TemporaryFolder, StorePlace> place)
    {
        Clock = new TestClock(TestClock.Start);
        Place = place(_folder);
        Open = Place.Opener();
        Store = new MessageStore(Open);
        Work = new WorkStore(Open, Clock);
    }

    public TestClock Clock { get; }

    public StorePlace Place { get; }

    public Func<NodeDb> Open { get; }

    public NodeKey Key => field ??= NodeKey.LoadOrCreate(Place.NodeKeyFile);

    public MessageStore Store { get; }

    public WorkStore Work { get; }

    public string FullName => _folder.FullName;

    /// <summary>A store in PostgreSQL where a server is given, in SQLite otherwise.</summary>
    public static async Task<StoreCase> MakeAsync(PostgresFixture? postgres) => postgres is null ? await StoreFile.MakeAsync() : await StoreDatabase.CreateAsync(postgres);

    public Task MigrateAsync() => StoreSetup.MigrateAsync(Place, Open, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Lets time pass on the node's clock and on the one that leases go by.</summary>
    public abstract Task PassAsync(TimeSpan time);

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
        Id = NextId(),
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

    // Within a millisecond version 7 says nothing of the order.
    private static Guid NextId()
    {
        while (true)
        {
            var last = Interlocked.Read(ref s_lastMillisecond);
            var next = Math.Max(last + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref s_lastMillisecond, next, last) == last)
            {
                return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next));
            }
        }
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    /// <summary>Lets go of the database.</summary>
    protected abstract void Close();
}
