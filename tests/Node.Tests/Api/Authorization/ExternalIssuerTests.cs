using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>Tokens of the organisation's own authorisation server: which are refused, and what its keys' coming and going does.</summary>
public sealed class ExternalIssuerTests
{
    [Theory, Rule("API-1.1", Refuses = true)]
    [InlineData("iss", "\"https://other.example\"")]
    [InlineData("aud", "\"urn:sdk.api\"")]
    [InlineData("aud", "[\"a\",\"b\"]")]
    [InlineData("aud", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "-60")]
    [InlineData("exp", "1801")]
    [InlineData("exp", "\"soon\"")]
    [InlineData("iat", null)]
    [InlineData("iat", "-1201")]
    [InlineData("iat", "61")]
    [InlineData("nbf", "61")]
    public async Task One_with_a_wrong_claim_is_refused(string claim, string? value)
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        AssertInvalid(await server.CallAsync(issuer.Token(server.Clock.Now, (_, payload) => Set(payload, server.Clock.Now, claim, value))));
    }

    [Fact, Rule("API-1.1")]
    public async Task One_that_counts_for_30_minutes_is_taken()
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        Assert.Equal(200, (await server.CallAsync(issuer.Token(server.Clock.Now, (_, payload) => Set(payload, server.Clock.Now, "exp", "1800")))).Status);
        Assert.Equal(200, (await server.CallAsync(issuer.Token(server.Clock.Now, (_, payload) =>
        {
            payload["nbf"] = payload["iat"]!.DeepClone();
            payload.Remove("iat");
        }))).Status);
    }

    [Theory, Rule("API-1.1", Refuses = true)]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS1")]
    public async Task One_that_is_not_signed_by_an_allowed_algorithm_is_refused(string algorithm)
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        AssertInvalid(await server.CallAsync(issuer.Token(server.Clock.Now, (header, _) => header["alg"] = algorithm)));
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task One_signed_with_a_key_that_only_its_header_vouches_for_is_refused()
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        issuer.Keys["evil"] = TestKey.Second;
        var tokens = new[]
        {
            issuer.Token(server.Clock.Now, (header, _) => header["kid"] = "one", "evil"),
            issuer.Token(server.Clock.Now, (header, _) => header["jwk"] = TestKey.Second.Jwk("evil"), "evil"),
            issuer.Token(server.Clock.Now, (header, _) => header.Remove("kid"), "evil"),
        };
        issuer.Keys.Remove("evil");
        foreach (var token in tokens)
        {
            AssertInvalid(await server.CallAsync(token));
        }
    }

    [Fact]
    public async Task Two_audiences_of_one_server_belong_to_two_participants()
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list =>
        {
            var other = issuer.Options;
            (other.Audience, other.Participant) = ("https://sdk.kristinehamn.example/other", "0203:other.example");
            list.AddRange([issuer.Options, other]);
        });
        Assert.Equal(ApiServer.Participant, (string?)(await server.CallAsync(issuer.Token(server.Clock.Now))).Json["participant"]);
        Assert.Equal("0203:other.example", (string?)(await server.CallAsync(issuer.Token(server.Clock.Now, (_, payload) => payload["aud"] = "https://sdk.kristinehamn.example/other"))).Json["participant"]);
    }

    [Fact]
    public async Task While_the_server_is_down_and_its_keys_are_not_known_the_answer_is_to_try_later()
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        await issuer.DownAsync();
        var answer = await server.CallAsync(issuer.Token(server.Clock.Now));
        Assert.Equal(503, answer.Status);
        Assert.NotNull(answer.RetryAfter);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Null(answer.Challenge);

        // It comes up: the next try, a few seconds later, finds the keys.
        await issuer.UpAsync();
        server.Clock.Now += TimeSpan.FromSeconds(5);
        Assert.Equal(200, (await server.CallAsync(issuer.Token(server.Clock.Now))).Status);

        // It goes down again: known keys go on to count, a new one cannot be judged.
        await issuer.DownAsync();
        server.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(200, (await server.CallAsync(issuer.Token(server.Clock.Now))).Status);
        Assert.Equal(503, (await server.CallAsync(issuer.Token(server.Clock.Now, kid: "new"))).Status);
        AssertInvalid(await server.CallAsync(issuer.Token(server.Clock.Now, (_, payload) => payload["aud"] = "other")));
    }

    [Fact]
    public async Task A_new_key_is_fetched_when_a_token_names_it_and_invented_ones_do_not_make_us_ask_all_the_time()
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        Assert.Equal(200, (await server.CallAsync(issuer.Token(server.Clock.Now))).Status);
        issuer.Keys.Remove("one");
        issuer.Keys["two"] = TestKey.Second;
        server.Clock.Now += TimeSpan.FromSeconds(30);
        Assert.Equal(200, (await server.CallAsync(issuer.Token(server.Clock.Now, kid: "two"))).Status);
        Assert.Equal(2, issuer.Fetches);
        for (var i = 0; i < 5; i++)
        {
            AssertInvalid(await server.CallAsync(issuer.Token(server.Clock.Now, (header, _) => header["kid"] = $"invented {i}", "two")));
        }

        AssertInvalid(await server.CallAsync(issuer.Token(server.Clock.Now, (header, _) => header["kid"] = "one", "one")));
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task Whoever_goes_away_early_does_not_make_us_ask_again()
    {
        await using var issuer = await IssuerServer.StartAsync();
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        var held = new TaskCompletionSource();
        issuer.Hold = held.Task;
        using (var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/whoami");
            request.Headers.Authorization = new("Bearer", issuer.Token(server.Clock.Now));
            var asking = server.Http.SendAsync(request, gone.Token);
            await Poll.WaitForAsync("question to the issuer", () => Task.FromResult(issuer.Asked == 1));
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        var next = server.CallAsync(issuer.Token(server.Clock.Now));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        held.SetResult();
        Assert.Equal(200, (await next).Status);
        Assert.Equal(1, issuer.Asked);
    }

    [Theory]
    [InlineData("https://other.example", null)]
    [InlineData(null, "http://192.0.2.1/jwks")]
    [InlineData(null, "file:///etc/passwd")]
    public async Task Metadata_of_another_issuer_or_keys_from_an_unsafe_place_are_not_used(string? claimed, string? keys)
    {
        await using var issuer = await IssuerServer.StartAsync();
        (issuer.Claimed, issuer.KeysAddress) = (claimed, keys);
        await using var server = await ApiServer.StartAsync(list => list.Add(issuer.Options));
        Assert.Equal(503, (await server.CallAsync(issuer.Token(server.Clock.Now))).Status);
    }

    private static void Set(JsonObject payload, DateTimeOffset now, string claim, string? value)
    {
        payload.Remove(claim);
        if (value is not null)
        {
            payload[claim] = long.TryParse(value, out var seconds) ? now.ToUnixTimeSeconds() + seconds : JsonNode.Parse(value);
        }
    }

    private static void AssertInvalid(Answer answer) => AccessTokenTests.AssertInvalid(answer);
}
