using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing.AddressBook;
using SdkNode.Testbed.Federation;

namespace SdkNode.Node.Tests.AddressBook;

/// <summary>The parts of a node that keep an address book, over a real store and a federation of the test's own.</summary>
internal sealed class BookNode : IAsyncDisposable
{
    public const string Environment = "qa";

    public static readonly ParticipantIdentifier Arvika = ParticipantIdentifier.Parse("0203:arvika.example").Value!;

    private readonly TestFederation _federation;
    private readonly StoreFile _file;

    private BookNode(TestFederation federation, StoreFile file, IReadOnlyList<LocalEntry> local)
    {
        (_federation, _file) = (federation, file);
        Store = new AddressBookStore(file.Open, file.Clock);
        Alarms = new AlarmList(file.Open, file.Clock, NullLogger<AlarmList>.Instance);
        Books = NewBooks(local);
        Sync = NewSync(Books);
    }

    public AddressBookServer Server => _federation.AddressBook;

    public TestClock Clock => _file.Clock;

    public AddressBookStore Store { get; }

    public AlarmList Alarms { get; }

    public AddressBooks Books { get; }

    public AddressBookSync Sync { get; }

    public AddressBookSnapshot Book => Books.Find(Environment);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<BookNode> StartAsync(PkiFixture pki, params LocalEntry[] local)
    {
        var keys = await pki.KeysAsync();
        var federation = await TestFederation.StartAsync((await pki.ServicesAsync()).Pki, new TestFederationOptions { SmpKey = keys.Organisation }, Token);
        var node = new BookNode(federation, await StoreFile.MakeAsync(), local);
        node.List("arvika", 4);
        return node;
    }

    /// <summary>Lists an organisation with so many functions.</summary>
    public void List(string name, int functions) => Server.Set(new BookOrganization(ParticipantIdentifier.Parse($"0203:{name}.example").Value!, $"{name} kommun")
    {
        Functions = [.. Enumerable.Range(1, functions).Select(i => new BookFunction($"{name}.{i}", $"Funktion {i}"))],
    });

    public Task<SyncOutcome> SyncAsync(bool acceptShrunken = false) => Sync.SyncAsync(Environment, acceptShrunken, Token);

    /// <summary>Another node over the same store.</summary>
    public (AddressBooks Books, AddressBookSync Sync) OfTheSameStore()
    {
        var books = NewBooks([]);
        return (books, NewSync(books));
    }

    /// <summary>Asserts that the copy is taken.</summary>
    public async Task TakenAsync(bool acceptShrunken = false) => Assert.Null((await SyncAsync(acceptShrunken)).Fault);

    /// <summary>What a node finds that starts with this store.</summary>
    public async Task<AddressBookSnapshot> RestartedAsync()
    {
        var books = NewBooks([]);
        await books.LoadAllAsync(Token);
        return books.Find(Environment);
    }

    public async Task<AlarmRow[]> OpenAlarmsAsync() => [.. await Alarms.OpenAsync(Token)];

    private AddressBookSetup Setup(IReadOnlyList<LocalEntry> local) => new(new AddressBookSource { Url = Server.Address }, local);

    public async ValueTask DisposeAsync()
    {
        Sync.Dispose();
        _file.Dispose();
        await _federation.DisposeAsync();
    }

    private AddressBookSync NewSync(AddressBooks books) => new(books, Store, Alarms, new JobLeases(_file.Open, _file.Clock, Guid.NewGuid(), NullLogger<JobLeases>.Instance), _file.Clock, NullLogger<AddressBookSync>.Instance);

    private AddressBooks NewBooks(IReadOnlyList<LocalEntry> local) => new(new Dictionary<string, AddressBookSetup> { [Environment] = Setup(local) }, Store);
}
