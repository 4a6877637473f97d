using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>Tokens of a certified OpenID provider that this project did not write.</summary>
public sealed class OidcProviderTests
{
    private const string Audience = "https://sdk.kristinehamn.example/api";

    [Fact, Rule("API-1.1")]
    public async Task A_token_that_a_client_gets_there_by_private_key_jwt_opens_the_api_here()
    {
        using var provider = await OidcProviderProcess.StartAsync("case-system", TestKey.First, 600, new JsonObject { ["auth_id"] = new JsonArray("*.blue.sdk.inera.se", "registrator") });
        await using var server = await StartAsync(provider, Audience);
        var answer = await server.CallAsync(await TokenAsync(server, provider));
        Assert.True(answer.Status == 200, answer.Json.ToJsonString());
        Assert.Equal(ApiServer.Participant, (string?)answer.Json["participant"]);
        Assert.Equal("case-system", (string?)answer.Json["clientId"]);
        Assert.Equal(["urn:sdk.api:getMessage"], answer.Strings("scopes"));
        Assert.Equal(["*.blue.sdk.inera.se", "registrator"], answer.Strings("addresses"));
        Assert.Equal(401, (await server.CallAsync(await TokenAsync(server, provider), "/send")).Status);
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task One_for_another_audience_or_of_more_than_30_minutes_does_not()
    {
        using var provider = await OidcProviderProcess.StartAsync("case-system", TestKey.First, 1801, new JsonObject { ["urn:sdk.inera.se:auth_id"] = "registrator" });
        await using var server = await StartAsync(provider, Audience);
        AccessTokenTests.AssertInvalid(await server.CallAsync(await TokenAsync(server, provider)));
        AccessTokenTests.AssertInvalid(await server.CallAsync(await TokenAsync(server, provider, "https://other.example/api")));
    }

    private static async Task<ApiServer> StartAsync(OidcProviderProcess provider, string audience)
    {
        var server = await ApiServer.StartAsync(list => list.Add(
            new ApiIssuerOptions { Issuer = provider.Issuer, Audience = audience, Environment = ApiServer.Environment, Participant = ApiServer.Participant }));
        server.Clock.Now = TimeProvider.System.GetUtcNow();
        return server;
    }

    private static async Task<string> TokenAsync(ApiServer server, OidcProviderProcess provider, string resource = Audience)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("resource", resource),
            new("scope", "urn:sdk.api:getMessage"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", server.Assertion(TestKey.First, "case-system", (_, payload) => payload["aud"] = provider.Issuer)),
        ]);
        using var response = await http.PostAsync(new Uri(provider.Issuer + "/token"), form, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(response);
        Assert.True(answer.Status == 200, answer.Json.ToJsonString());
        return (string)answer.Json["access_token"]!;
    }
}
