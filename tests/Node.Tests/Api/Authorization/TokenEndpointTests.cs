using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Tests.Limits;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>The embedded authorisation server over HTTP: what it gives, and what its answers look like.</summary>
public sealed class TokenEndpointTests
{
    [Fact, Rule("API-1.1")]
    public async Task A_client_that_signs_its_assertion_gets_a_short_token_and_nothing_to_renew_it_with()
    {
        var key = TestKey.First;
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key, addresses: ["*.blue.sdk.inera.se", "registrator"]);
        var answer = await server.AskAsync(server.Assertion(key, client.Id));
        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Contains("no-store", answer.CacheControl, StringComparison.Ordinal);
        Assert.Equal("Bearer", (string?)answer.Json["token_type"]);
        Assert.Equal(600, (int?)answer.Json["expires_in"]);
        Assert.False(answer.Json.ContainsKey("refresh_token"));

        var token = Payload((string)answer.Json["access_token"]!);
        var now = server.Clock.Now.ToUnixTimeSeconds();
        Assert.Equal(ApiServer.Issuer, (string?)token["iss"]);
        Assert.Equal("urn:sdk.api", (string?)token["aud"]);
        Assert.Equal(client.Id, (string?)token["sub"]);
        Assert.Equal(client.Id, (string?)token["client_id"]);
        Assert.Equal(now, (long?)token["iat"]);
        Assert.Equal(now + 600, (long?)token["exp"]);
        Assert.NotEmpty((string)token["jti"]!);
        Assert.Equal(ApiScopes.All, ((string)token["scope"]!).Split(' '));
        Assert.Equal(["*.blue.sdk.inera.se", "registrator"], token["auth_id"]!.AsArray().Select(value => (string)value!));
    }

    [Fact]
    public async Task A_client_with_one_address_gets_it_too()
    {
        var key = TestKey.First;
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key, addresses: ["registrator"]);
        var token = await server.TokenAsync(key, client.Id);
        Assert.Contains("registrator", Payload(token)["auth_id"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["registrator"], (await server.CallAsync(token)).Strings("addresses"));
    }

    [Theory]
    [InlineData("RS256"), InlineData("RS384"), InlineData("RS512"), InlineData("PS256"), InlineData("PS384"), InlineData("PS512")]
    [InlineData("ES256"), InlineData("ES384"), InlineData("ES512")]
    public async Task Every_allowed_algorithm_is_taken(string algorithm)
    {
        using var key = algorithm switch
        {
            "ES256" => TestKey.Curve(ECCurve.NamedCurves.nistP256),
            "ES384" => TestKey.Curve(ECCurve.NamedCurves.nistP384),
            "ES512" => TestKey.Curve(ECCurve.NamedCurves.nistP521),
            _ => TestKey.Rsa(2048),
        };
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key);
        var answer = await server.AskAsync(server.Assertion(key, client.Id, (header, _) => header["alg"] = algorithm));
        Assert.True(answer.Status == 200, answer.Description);
    }

    [Theory]
    [InlineData(ApiServer.TokenEndpoint)]
    [InlineData(ApiServer.Issuer)]
    [InlineData("https://api.kristinehamn.example")]
    public async Task The_assertion_may_be_for_the_endpoint_or_the_issuer(string audience)
    {
        var key = TestKey.First;
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key);
        Assert.Equal(200, (await server.AskAsync(server.Assertion(key, client.Id, (_, payload) => payload["aud"] = audience))).Status);
        Assert.Equal(200, (await server.AskAsync(server.Assertion(key, client.Id, (_, payload) => payload["aud"] = new JsonArray("https://other.example", audience)))).Status);
    }

    [Theory]
    [InlineData("urn:sdk.api:getMessage", "urn:sdk.api:getMessage")]
    [InlineData("urn:sdk.api:sendMessage", "urn:sdk.api:sendMessage")]
    [InlineData("urn:sdk.api:sendMessages urn:sdk.api:getMessage", "urn:sdk.api:sendMessages urn:sdk.api:getMessage")]
    public async Task A_client_can_ask_for_less_than_it_may_have(string asked, string granted)
    {
        var key = TestKey.First;
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key, "Platina", null, "urn:sdk.api:sendMessages", "urn:sdk.api:getMessage");
        Assert.Equal(granted, (string?)Payload(await server.TokenAsync(key, client.Id, asked))["scope"]);
    }

    [Theory, Rule("API-1.2", Refuses = true)]
    [InlineData("urn:sdk.api:deleteMessage", "invalid_scope")]
    [InlineData("urn:sdk.api:getMessage urn:sdk.api:deleteMessage", "invalid_scope")]
    [InlineData("openid", "invalid_scope")]
    [InlineData("offline_access", "invalid_request")]
    public async Task A_client_cannot_ask_for_more(string asked, string error)
    {
        var key = TestKey.First;
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key, "Platina", null, "urn:sdk.api:getMessage");
        AssertRefused(await server.AskAsync(server.Assertion(key, client.Id), asked), 400, error);
    }

    [Theory, Rule("API-1.1", Refuses = true)]
    [InlineData("authorization_code")]
    [InlineData("refresh_token")]
    [InlineData("password")]
    [InlineData("urn:ietf:params:oauth:grant-type:jwt-bearer")]
    public async Task No_other_grant_is_given(string grant)
    {
        var key = TestKey.First;
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key);
        var answer = await server.PostAsync(
            new("grant_type", grant), new("code", "x"), new("refresh_token", "x"), new("username", "x"), new("password", "x"), new("assertion", "x"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", server.Assertion(key, client.Id)));
        AssertRefused(answer, 400, "unsupported_grant_type");
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task A_client_secret_is_no_way_in()
    {
        var key = TestKey.First;
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(key);
        AssertRefused(await server.PostAsync(new("grant_type", "client_credentials"), new("client_id", client.Id), new("client_secret", "secret")), 401, "invalid_client");
        AssertRefused(await server.PostAsync(new("grant_type", "client_credentials"), new("client_id", client.Id)), 400, "invalid_request");
        AssertRefused(await server.PostAsync(new KeyValuePair<string, string>("grant_type", "client_credentials")), 400, "invalid_request");
        server.Http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:secret")));
        AssertRefused(await server.PostAsync(new KeyValuePair<string, string>("grant_type", "client_credentials")), 401, "invalid_client");
    }

    [Fact]
    public async Task A_client_that_asks_for_tokens_without_pause_is_told_to_wait_before_anything_is_written_and_others_are_served()
    {
        await using var server = await ApiServer.StartAsync(limits: new() { ClientRequestsPerMinute = 2 });
        var (eager, other) = (await server.AddAsync(TestKey.First), await server.AddAsync(TestKey.Second, "Evolution"));
        await server.TokenAsync(TestKey.First, eager.Id);
        var token = await server.TokenAsync(TestKey.First, eager.Id);
        var assertion = server.Assertion(TestKey.First, eager.Id);
        var answer = await server.AskAsync(assertion);
        AssertRefused(answer, 429, "temporarily_unavailable");
        Assert.InRange(int.Parse(answer.RetryAfter!, CultureInfo.InvariantCulture), 1, 31);
        Assert.Equal(429, (await server.CallAsync(token)).Status);
        await server.TokenAsync(TestKey.Second, other.Id);

        // The assertion has not been used up.
        await using var db = server.Store.Open();
        Assert.Equal(3, await db.UsedAssertions.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Refusals_without_end_are_no_lines_without_end()
    {
        var lines = new List<string>();
        var clock = new SteppedClock();
        var refusals = new RefusalLines(clock, new Lines(lines));
        for (var i = 0; i < 1_000; i++)
        {
            refusals.Token("invalid_client", "x");
            refusals.Access("y");
        }

        Assert.Equal(60, lines.Count);
        clock.Pass(TimeSpan.FromSeconds(2));
        refusals.Access("z");
        Assert.Equal(["1940 more refusals of tokens and requests were not written here: there were too many.", "API request refused: z"], lines[60..]);
    }

    [Fact]
    public async Task What_is_no_token_request_gets_an_error_of_the_protocol()
    {
        await using var server = await ApiServer.StartAsync();
        AssertRefused(await server.CallAsync(null, "/oauth/token"), 400, "invalid_request");
        AssertRefused(await server.PostAsync(), 400, "invalid_request");
        AssertRefused(await server.PostAsync(new KeyValuePair<string, string>("grant_type", new string('x', 40_000))), 413, "invalid_request");
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/oauth/token", json, TestContext.Current.CancellationToken);
        AssertRefused(await Answer.ReadAsync(response), 400, "invalid_request");
        using var endless = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes("a=" + new string('x', 100_000))));
        endless.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = endless };
        request.Headers.TransferEncodingChunked = true;
        using var refused = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        AssertRefused(await Answer.ReadAsync(refused), 413, "invalid_request");
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task The_metadata_says_what_is_true(string path)
    {
        await using var server = await ApiServer.StartAsync();
        var metadata = (await server.Http.GetFromJsonAsync<JsonObject>(path, TestContext.Current.CancellationToken))!;
        Assert.Equal(ApiServer.Issuer, (string?)metadata["issuer"]);
        Assert.Equal(ApiServer.TokenEndpoint, (string?)metadata["token_endpoint"]);
        Assert.Equal(ApiServer.Issuer + "oauth/jwks", (string?)metadata["jwks_uri"]);
        Assert.Equal(ApiScopes.All, metadata["scopes_supported"]!.AsArray().Select(value => (string)value!));
        Assert.Equal("""["client_credentials"]""", metadata["grant_types_supported"]!.ToJsonString());
        Assert.Equal("""["private_key_jwt"]""", metadata["token_endpoint_auth_methods_supported"]!.ToJsonString());
        Assert.Equal(9, metadata["token_endpoint_auth_signing_alg_values_supported"]!.AsArray().Count);
        var keys = (await server.Http.GetFromJsonAsync<JsonObject>("/oauth/jwks", TestContext.Current.CancellationToken))!["keys"]!.AsArray();
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], Assert.Single(keys)!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/oauth/token")]
    [InlineData("/oauth/jwks")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Nothing_of_it_is_served_to_partners(string path)
    {
        await using var server = await ApiServer.StartAsync();
        server.Http.DefaultRequestHeaders.Add(ApiServer.PartnersHeader, "1");
        Assert.True((bool?)(await server.CallAsync(null, path)).Json["partners"]);
    }

    internal static void AssertRefused(Answer answer, int status, string error)
    {
        Assert.True(answer.Error == error, $"{answer.Status} {answer.Json.ToJsonString()}");
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Contains("no-store", answer.CacheControl, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Description);
        Assert.DoesNotContain("   at ", answer.Description, StringComparison.Ordinal);
        Assert.False(answer.Json.ContainsKey("error_uri"));
        Assert.False(answer.Json.ContainsKey("access_token"));
    }

    private static JsonObject Payload(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();

    private sealed class Lines(List<string> lines) : ILogger<RefusalLines>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
    }
}
