using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Api;
using SdkNode.Node.Api.AddressBook;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Tests.AddressBook;

public sealed class AddressBookApiTests(PkiFixture pki) : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private BookNode _node = null!;
    private WebApplication _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var local = new LocalEntry { Participant = BookNode.Arvika, Address = FunctionalAddress.Parse("arvika.lokal").Value!, Name = "Egen å", Categories = ["Vård"] };
        _node = await BookNode.StartAsync(pki, local);
        _node.List("kil", 30);
        await _node.TakenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_node.Books).AddSingleton(TimeProvider.System).AddSingleton(_ => new ApiLinks(_http.BaseAddress!));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        AddressBookApi.Map(_app.MapGroup("/v1"), _ => BookNode.Environment);
        await _app.StartAsync(Token);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    [Fact, Rule("DIR-7.1")]
    public async Task Its_shape_is_the_one_that_a_client_of_address_books_reads()
    {
        var client = new AddressBookClient(_http, new AddressBookSource { Url = new Uri(_http.BaseAddress!, "/v1/addressbook") }, TimeProvider.System);

        var content = (await client.FetchAsync(Token)).Value!;

        var copy = AddressBookSnapshot.Build(content.Entries, [], _node.Book.SyncedAt);
        Assert.Equal(_node.Book.Addresses.Select(hit => hit.Address.Identifier), copy.Addresses.Select(hit => hit.Address.Identifier));
        Assert.Equal(_node.Book.Organizations.Select(organization => organization.Name), copy.Organizations.Select(organization => organization.Name));
        Assert.Empty(content.Skipped);
    }

    [Fact, Rule("DIR-7.1")]
    public async Task Pages_are_followed_to_the_last_and_keep_the_filter()
    {
        var found = new List<string>();
        string? next = "/v1/addressbook/addresses?page%5Bsize%5D=7&filter%5Bsearch%5D=%22funktion%20kil%22";
        var pages = 0;
        while (next is not null)
        {
            using var page = await GetAsync(next);
            Assert.Equal(30, page.RootElement.GetProperty("meta").GetProperty("total").GetInt32());
            found.AddRange(page.RootElement.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
            next = page.RootElement.GetProperty("links").TryGetProperty("next", out var link) ? link.GetString() : null;
            pages++;
        }

        Assert.Equal((5, 30), (pages, found.Distinct().Count()));
    }

    [Fact, Rule("DIR-7.5")]
    public async Task A_local_entry_is_there_and_says_that_it_is_local()
    {
        using var page = await GetAsync("/v1/addressbook/addresses?filter[category]=vard");

        var entry = Assert.Single(page.RootElement.GetProperty("data").EnumerateArray());
        Assert.Equal("Egen å", entry.GetProperty("attributes").GetProperty("name").GetString());
        Assert.True(entry.GetProperty("meta").GetProperty("local").GetBoolean());
        Assert.Equal("org-arvika.example", entry.GetProperty("relationships").GetProperty("parent").GetProperty("data").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("organizations?filter[participantIdentifier]=0203:KIL.example", 1)]
    [InlineData("organizations?FILTER[SEARCH]=arvka", 1)]
    [InlineData("organizations", 2)]
    [InlineData("addresses?filter[participantIdentifier]=0203:arvika.example", 5)]
    [InlineData("addresses?filter[code]=nothing", 0)]
    [InlineData("codesystems", 2)]
    public async Task Filters_narrow_the_list(string path, int expected)
    {
        using var page = await GetAsync($"/v1/addressbook/{path}");

        Assert.Equal(expected, page.RootElement.GetProperty("data").GetArrayLength());
        Assert.False(page.RootElement.GetProperty("links").TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData("addresses?page[size]=0")]
    [InlineData("addresses?page[size]=1001")]
    [InlineData("addresses?page[size]=ten")]
    [InlineData("addresses?page[after]=nobody")]
    [InlineData("addresses?filter[colour]=blue")]
    [InlineData("addresses?filter[participantIdentifier]=kil")]
    [InlineData("organizations?filter[category]=vard")]
    [InlineData("codesystems?filter[search]=a")]
    public async Task A_wrong_parameter_is_a_problem_that_says_which(string path)
    {
        using var answer = await _http.GetAsync(new Uri($"/v1/addressbook/{path}", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("urn:problem-type:sdk:badRequest", problem.RootElement.GetProperty("type").GetString());
        var issue = Assert.Single(problem.RootElement.GetProperty("eventIssues").EnumerateArray());
        Assert.Contains(issue.GetProperty("in").GetString()!, path, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _node.DisposeAsync();
    }

    private async Task<JsonDocument> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
    }
}
