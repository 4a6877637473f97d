using System.Net;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.AddressBook;

/// <summary>The address book of a running node is for clients with its scope.</summary>
public sealed class AddressBookScopeTests(FederationFixture federation)
{
    public static TheoryData<string> Resources => ["organizations", "addresses", "codesystems"];

    [Theory]
    [Rule("API-1.2")]
    [MemberData(nameof(Resources))]
    public async Task A_client_with_the_scope_reads_it(string resource)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A, scopes: [ApiScopes.AddressBook]);
        Assert.Equal("sdk api 1.0.0", (await client.GetAsync($"/v1/addressbook/{resource}")).GetProperty("meta").GetProperty("version").GetString());
    }

    [Theory]
    [Rule("API-1.2", Refuses = true)]
    [MemberData(nameof(Resources))]
    public async Task A_client_without_the_scope_or_without_a_token_does_not(string resource)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A, scopes: [ApiScopes.GetMessage, ApiScopes.GetMessageByFilter, ApiScopes.SendMessages, ApiScopes.DeleteMessage]);
        using var narrow = await client.Http.GetAsync($"/v1/addressbook/{resource}?page[size]=nonsense", TestContext.Current.CancellationToken);
        var problem = await narrow.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Contains(ApiScopes.AddressBook, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("insufficient_scope", narrow.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);

        client.Http.DefaultRequestHeaders.Authorization = null;
        using var nobody = await client.Http.GetAsync($"/v1/addressbook/{resource}", TestContext.Current.CancellationToken);
        await nobody.ProblemAsync(HttpStatusCode.Unauthorized);
    }
}
