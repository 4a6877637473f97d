using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>Client assertions that show nothing, each refused over HTTP (API-1.1).</summary>
public sealed class ClientAssertionTests
{
    [Theory, Rule("API-1.1", Refuses = true)]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("RS1")]
    [InlineData("")]
    public async Task One_that_is_not_signed_by_an_allowed_algorithm_is_refused(string algorithm)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        await AssertRefusedAsync(server, server.Assertion(TestKey.First, client.Id, (header, _) => header["alg"] = algorithm));
    }

    [Theory, Rule("API-1.1", Refuses = true)]
    [InlineData("aud", "\"https://other.example/oauth/token\"")]
    [InlineData("aud", "\"https://api.kristinehamn.example/oauth/token/\"")]
    [InlineData("aud", "[]")]
    [InlineData("aud", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "-61")]
    [InlineData("exp", "361")]
    [InlineData("exp", "1e300")]
    [InlineData("nbf", "61")]
    [InlineData("iat", "61")]
    [InlineData("iat", "\"now\"")]
    [InlineData("jti", null)]
    [InlineData("jti", "\"\"")]
    [InlineData("iss", null)]
    [InlineData("iss", "\"somebody\"")]
    [InlineData("sub", null)]
    [InlineData("sub", "\"somebody\"")]
    public async Task One_with_a_wrong_claim_is_refused(string claim, string? value)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var seconds = long.TryParse(value, out var offset);
        await AssertRefusedAsync(server, server.Assertion(TestKey.First, client.Id, (_, payload) =>
        {
            payload.Remove(claim);
            if (value is not null)
            {
                payload[claim] = seconds ? server.Clock.Now.ToUnixTimeSeconds() + offset : JsonNode.Parse(value);
            }
        }));
    }

    [Theory]
    [InlineData("exp", 359)]
    [InlineData("exp", -59)]
    [InlineData("nbf", 59)]
    public async Task A_clock_that_is_a_little_off_does_no_harm(string claim, int seconds)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var answer = await server.AskAsync(server.Assertion(TestKey.First, client.Id, (_, payload) => payload[claim] = server.Clock.Now.ToUnixTimeSeconds() + seconds));
        Assert.True(answer.Status == 200, answer.Description);
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task One_that_was_used_is_refused_also_after_a_restart()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var assertion = server.Assertion(TestKey.First, client.Id);
        Assert.Equal(200, (await server.AskAsync(assertion)).Status);
        await AssertRefusedAsync(server, assertion, "used before");
        await server.RestartAsync();
        await AssertRefusedAsync(server, assertion, "used before");
        await AssertRefusedAsync(server, server.Assertion(TestKey.First, client.Id, (_, payload) => payload["jti"] = Jti(assertion)), "used before");
    }

    [Fact]
    public async Task Of_many_at_once_with_the_same_jti_one_is_taken()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var assertion = server.Assertion(TestKey.First, client.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.AskAsync(assertion)));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => TokenEndpointTests.AssertRefused(answer, 401, "invalid_client"));
    }

    [Fact]
    public async Task Used_ones_are_forgotten_when_they_have_expired()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        await server.TokenAsync(TestKey.First, client.Id);
        server.Clock.Now += TimeSpan.FromMinutes(10);
        await server.TokenAsync(TestKey.First, client.Id);
        await using var db = server.Store.Open();
        Assert.Single(db.UsedAssertions);
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task The_same_jti_of_another_client_is_its_own_affair()
    {
        await using var server = await ApiServer.StartAsync();
        var one = await server.AddAsync(TestKey.First, "One");
        var other = await server.AddAsync(TestKey.Second, "Other");
        Assert.Equal(200, (await server.AskAsync(server.Assertion(TestKey.First, one.Id, (_, payload) => payload["jti"] = "1"))).Status);
        Assert.Equal(200, (await server.AskAsync(server.Assertion(TestKey.Second, other.Id, (_, payload) => payload["jti"] = "1"))).Status);
        await AssertRefusedAsync(server, server.Assertion(TestKey.Second, other.Id, (_, payload) => payload["jti"] = "1"), "used before");
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task Unknown_clients_removed_ones_and_wrong_keys_are_told_the_same()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        await server.AddAsync(TestKey.Second, "Other");
        var wrongKey = await server.AskAsync(server.Assertion(TestKey.Second, client.Id));
        var unknown = await server.AskAsync(server.Assertion(TestKey.First, Guid.NewGuid().ToString()));
        Assert.True((await server.Clients.RemoveAsync(client.Id, TestContext.Current.CancellationToken)).IsOk);
        var removed = await server.AskAsync(server.Assertion(TestKey.First, client.Id));
        Assert.All([wrongKey, unknown, removed], answer => TokenEndpointTests.AssertRefused(answer, 401, "invalid_client"));
        Assert.Single(new[] { wrongKey, unknown, removed }.Select(answer => answer.Description).Distinct());
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task Nothing_in_the_header_chooses_a_key_of_somebody_else()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var other = await server.AddAsync(TestKey.Second, "Other");
        var otherKid = (string)JsonNode.Parse(other.Keys)!["keys"]![0]!["kid"]!;
        (string Name, JsonNode Value)[] tricks =
        [
            ("kid", otherKid),
            ("kid", "../../../dev/null"),
            ("kid", "' OR 1=1 --"),
            ("jwk", TestKey.Second.Jwk()),
            ("jku", "https://evil.example/jwks"),
            ("x5u", "https://evil.example/cert"),
            ("crit", new JsonArray("exp")),
        ];
        foreach (var (name, value) in tricks)
        {
            await AssertRefusedAsync(server, server.Assertion(TestKey.Second, client.Id, (header, _) => header[name] = value.DeepClone()));
        }

        // A kid that the client chose itself does no harm either.
        Assert.Equal(200, (await server.AskAsync(server.Assertion(TestKey.First, client.Id, (header, _) => header["kid"] = "mine"))).Status);
        await AssertRefusedAsync(server, server.Assertion(TestKey.First, client.Id, (header, _) => header["crit"] = new JsonArray("b64")));
    }

    [Fact]
    public async Task What_is_no_assertion_or_too_large_a_one_is_refused()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        foreach (var text in new[] { "x", "a.b.c", "a.b.c.d.e", "..", "e30.e30.", "𝕏.𝕏.𝕏", server.Assertion(TestKey.First, client.Id)[..^20] })
        {
            await AssertRefusedAsync(server, text);
        }

        await AssertRefusedAsync(server, server.Assertion(TestKey.First, client.Id, (_, payload) => payload["more"] = new string('x', 9000)), "longer than");
        await AssertRefusedAsync(server, server.Assertion(TestKey.First, client.Id, (_, payload) => payload["jti"] = new string('x', 300)), "jti");
    }

    [Fact]
    public async Task A_client_id_beside_the_assertion_must_be_the_same()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var other = await server.AddAsync(TestKey.Second, "Other");
        TokenEndpointTests.AssertRefused(await AskAsync(server, server.Assertion(TestKey.First, client.Id), other.Id), 401, "invalid_client");
        Assert.Equal(200, (await AskAsync(server, server.Assertion(TestKey.First, client.Id), client.Id)).Status);
    }

    [Fact]
    public async Task After_a_rotation_both_keys_count_until_the_old_one_is_dropped()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        using var third = TestKey.Curve(ECCurve.NamedCurves.nistP256);
        Assert.True((await server.Clients.RotateAsync(client.Name, TestKey.Second.PublicPem, dropOld: false, TestContext.Current.CancellationToken)).IsOk);
        await server.TokenAsync(TestKey.First, client.Id);
        await server.TokenAsync(TestKey.Second, client.Id);
        Assert.True((await server.Clients.RotateAsync(client.Id, third.PublicPem, dropOld: true, TestContext.Current.CancellationToken)).IsOk);
        await AssertRefusedAsync(server, server.Assertion(TestKey.First, client.Id));
        await AssertRefusedAsync(server, server.Assertion(TestKey.Second, client.Id));
        Assert.Equal(200, (await server.AskAsync(server.Assertion(third, client.Id, (header, _) => header["alg"] = "ES256"))).Status);
    }

    private static Task<Answer> AskAsync(ApiServer server, string assertion, string clientId) => server.PostAsync(
        new("grant_type", "client_credentials"), new("client_id", clientId),
        new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", assertion));

    private static async Task AssertRefusedAsync(ApiServer server, string assertion, string because = "")
    {
        var answer = await server.AskAsync(assertion);
        TokenEndpointTests.AssertRefused(answer, 401, "invalid_client");
        Assert.Contains(because, answer.Description, StringComparison.Ordinal);
    }

    private static string Jti(string assertion) =>
        (string)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(assertion.Split('.')[1]))!["jti"]!;
}
