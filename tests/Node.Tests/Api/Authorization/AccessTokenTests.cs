using System.Text.Json.Nodes;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>Access tokens at an endpoint of the API, over HTTP: whose count, what for, and how the others are refused.</summary>
public sealed class AccessTokenTests
{
    [Fact, Rule("API-1.3")]
    public async Task A_token_of_this_node_names_its_client_as_it_is_registered()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First, addresses: ["*.blue.sdk.inera.se", "registrator"]);
        var answer = await server.CallAsync(await server.TokenAsync(TestKey.First, client.Id));
        Assert.Equal(200, answer.Status);
        Assert.Equal(ApiServer.Environment, (string?)answer.Json["environment"]);
        Assert.Equal(ApiServer.Participant, (string?)answer.Json["participant"]);
        Assert.Equal(client.Id, (string?)answer.Json["clientId"]);
        Assert.Equal(ApiScopes.All.Order(StringComparer.Ordinal), answer.Strings("scopes"));
        Assert.Equal(["*.blue.sdk.inera.se", "registrator"], answer.Strings("addresses"));
    }

    [Fact]
    public async Task Without_a_token_the_answer_says_what_is_missing()
    {
        await using var server = await ApiServer.StartAsync();
        var answer = await server.CallAsync(null);
        AssertUnauthorized(answer);
        Assert.DoesNotContain("error", answer.Challenge, StringComparison.Ordinal);
        server.Http.DefaultRequestHeaders.Authorization = new("Basic", "eDp4");
        AssertUnauthorized(await server.CallAsync(null));
    }

    [Theory, Rule("API-1.2")]
    [InlineData("urn:sdk.api:sendMessages")]
    [InlineData("urn:sdk.api:sendMessage")]
    public async Task Sending_is_allowed_by_either_spelling_of_its_scope(string scope)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First, "Platina", null, scope);
        Assert.Equal(200, (await server.CallAsync(await server.TokenAsync(TestKey.First, client.Id, scope), "/send")).Status);
    }

    [Fact, Rule("API-1.2", Refuses = true)]
    public async Task A_token_without_the_scope_of_the_operation_is_401()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var answer = await server.CallAsync(await server.TokenAsync(TestKey.First, client.Id, ApiScopes.GetMessage), "/send");
        AssertUnauthorized(answer);
        Assert.Contains("error=\"insufficient_scope\"", answer.Challenge, StringComparison.Ordinal);
        Assert.Contains($"scope=\"{ApiScopes.SendMessages}\"", answer.Challenge, StringComparison.Ordinal);
    }

    [Fact, Rule("API-1.3", Refuses = true)]
    public async Task What_an_admin_takes_away_counts_at_once_for_tokens_already_given()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First, addresses: ["a", "b"]);
        var token = await server.TokenAsync(TestKey.First, client.Id);
        await using (var db = server.Store.Open())
        {
            var row = db.Clients.Single();
            (row.Addresses, row.Scopes) = ("b", "urn:sdk.api:getMessage");
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var narrowed = await server.CallAsync(token);
        Assert.Equal(["b"], narrowed.Strings("addresses"));
        Assert.Equal(["urn:sdk.api:getMessage"], narrowed.Strings("scopes"));
        AssertUnauthorized(await server.CallAsync(token, "/send"));
        Assert.True((await server.Clients.RemoveAsync(client.Id, TestContext.Current.CancellationToken)).IsOk);
        AssertInvalid(await server.CallAsync(token));
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task A_token_of_this_node_ends_when_it_says()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var token = await server.TokenAsync(TestKey.First, client.Id);
        server.Clock.Now += TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(59);
        Assert.Equal(200, (await server.CallAsync(token)).Status);
        server.Clock.Now += TimeSpan.FromSeconds(1);
        AssertInvalid(await server.CallAsync(token));
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task A_token_that_was_altered_or_made_by_a_client_is_refused()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var token = await server.TokenAsync(TestKey.First, client.Id);
        AssertInvalid(await server.CallAsync(token[..^8] + "AAAAAAAA"));
        AssertInvalid(await server.CallAsync("x"));
        AssertInvalid(await server.CallAsync("a.b.c"));
        AssertInvalid(await server.CallAsync(new string('x', 20_000)));

        // The right words, signed by the client itself.
        AssertInvalid(await server.CallAsync(server.Assertion(TestKey.First, client.Id, (_, payload) => (payload["iss"], payload["aud"], payload["scope"]) = (ApiServer.Issuer, "urn:sdk.api", ApiScopes.GetMessage))));
        AssertInvalid(await server.CallAsync(server.Assertion(TestKey.First, client.Id)));
    }

    [Fact, Rule("API-1.3")]
    public async Task A_token_of_another_server_decides_itself_and_belongs_to_the_participant_of_the_settings()
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        var answer = await server.CallAsync(issuer.Token(server.Clock.Now));
        Assert.Equal(200, answer.Status);
        Assert.Equal(ApiServer.Participant, (string?)answer.Json["participant"]);
        Assert.Equal("case-system", (string?)answer.Json["clientId"]);
        Assert.Equal(["registrator"], answer.Strings("addresses"));
    }

    [Theory, Rule("API-1.3")]
    [InlineData("auth_id", """["*.blue.sdk.inera.se","b"]""", "*.blue.sdk.inera.se,b")]
    [InlineData("auth_id", "\"*.blue.sdk.inera.se\"", "*.blue.sdk.inera.se")]
    [InlineData("urn:sdk.inera.se:auth_id", """["a","b"]""", "a,b")]
    [InlineData("urn:sdk.inera.se:auth_id", "\"a\"", "a")]
    [InlineData("none", "\"a\"", "")]
    public async Task Addresses_come_under_two_names_as_one_text_or_several(string claim, string value, string addresses)
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        var answer = await server.CallAsync(issuer.Token(server.Clock.Now, (_, payload) =>
        {
            payload.Remove("auth_id");
            payload[claim] = JsonNode.Parse(value);
        }));
        Assert.Equal(addresses, string.Join(',', answer.Strings("addresses")));
    }

    [Theory, Rule("API-1.2")]
    [InlineData("\"urn:sdk.api:sendMessage urn:sdk.api:getMessage\"")]
    [InlineData("""["urn:sdk.api:sendMessage","urn:sdk.api:getMessage"]""")]
    public async Task Scopes_come_as_one_text_or_several(string value)
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        var answer = await server.CallAsync(issuer.Token(server.Clock.Now, (_, payload) => payload["scope"] = JsonNode.Parse(value)), "/send");
        Assert.Equal(["urn:sdk.api:getMessage", "urn:sdk.api:sendMessages"], answer.Strings("scopes"));
    }

    internal static void AssertInvalid(Answer answer)
    {
        AssertUnauthorized(answer);
        Assert.Contains("error=\"invalid_token\"", answer.Challenge, StringComparison.Ordinal);
    }

    private static void AssertUnauthorized(Answer answer)
    {
        Assert.True(answer.Status == 401, answer.Json.ToJsonString());
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("urn:problem-type:sdk:unauthorized", (string?)answer.Json["type"]);
        Assert.Equal("Unauthorized", (string?)answer.Json["title"]);
        Assert.Equal(401, (int?)answer.Json["status"]);
        Assert.NotEmpty((string)answer.Json["detail"]!);
        Assert.StartsWith("Bearer ", answer.Challenge, StringComparison.Ordinal);
    }
}
