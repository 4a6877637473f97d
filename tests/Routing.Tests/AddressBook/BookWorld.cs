using SdkNode.Routing.AddressBook;
using SdkNode.Security;
using SdkNode.Testbed.Federation;

namespace SdkNode.Routing.Tests.AddressBook;

/// <summary>The testbed's address book and a client of it over real HTTP.</summary>
internal sealed class BookWorld : IAsyncDisposable
{
    private readonly TestFederation _federation;
    private readonly HttpClient _http = new(AddressBookClient.CreateHandler());

    private BookWorld(TestFederation federation)
    {
        _federation = federation;
        Source = new AddressBookSource { Url = federation.AddressBook.Address };
    }

    public AddressBookServer Server => _federation.AddressBook;

    public AddressBookSource Source { get; set; }

    public static async Task<BookWorld> StartAsync(FederationFixture keys) =>
        new(await TestFederation.StartAsync(keys.Pki, new TestFederationOptions { SmpKey = keys.Smp }, TestContext.Current.CancellationToken));

    /// <summary>Lists municipalities with one function each.</summary>
    public void ListMunicipalities(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Server.Set(new BookOrganization(Books.Participant($"kommun{i}"), $"Kommun {i}") { Functions = [new BookFunction($"kommun{i}.registratur", "Registratur")] });
        }
    }

    public Task<Result<AddressBookContent, AddressBookFault>> FetchAsync() =>
        new AddressBookClient(_http, Source, TimeProvider.System).FetchAsync(TestContext.Current.CancellationToken);

    /// <summary>Asserts that the address book is read.</summary>
    public async Task<AddressBookContent> ReadAsync()
    {
        var fetched = await FetchAsync();
        Assert.True(fetched.IsOk, fetched.Fault?.Detail);
        return fetched.Value;
    }

    /// <summary>Asserts that the address book is not read, for this cause and in this way.</summary>
    public async Task<string> RefusedAsync(AddressBookFaultKind kind, bool retryable)
    {
        var fetched = await FetchAsync();
        Assert.False(fetched.IsOk);
        Assert.Equal((kind, retryable), (fetched.Fault.Kind, fetched.Fault.Retryable));
        Assert.Contains(Server.Address.AbsoluteUri, fetched.Fault.Detail, StringComparison.Ordinal);
        return fetched.Fault.Detail;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _federation.DisposeAsync();
    }
}
