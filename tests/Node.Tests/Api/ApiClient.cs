using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Clients;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Api.Authorization;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api;

/// <summary>A client of a node's API as an integrator writes one: registered key, signed assertion, token, HTTP.</summary>
internal sealed class ApiClient : IDisposable
{
    private ApiClient(DemoNode node, HttpClient http, string clientId) => (Node, Http, ClientId) = (node, http, clientId);

    public DemoNode Node { get; }

    public HttpClient Http { get; }

    public string ClientId { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Registers a client for functional addresses, all of the participant's when none is named, and gets it a token.</summary>
    public static Task<ApiClient> ConnectAsync(DemoNode node, string[]? addresses = null, string[]? scopes = null) =>
        ConnectAsync(node, new ClientWish($"client-{Guid.NewGuid():N}", DemoServices.Environment, node.Party.Participant, scopes ?? [], addresses ?? ["*"], TestKey.First.PublicPem));

    /// <summary>Registers a client of the administration API and gets it a token.</summary>
    public static Task<ApiClient> AdministerAsync(DemoNode node, params string[] scopes) =>
        ConnectAsync(node, new ClientWish($"admin-{Guid.NewGuid():N}", null, null, scopes, [], TestKey.First.PublicPem));

    private static async Task<ApiClient> ConnectAsync(DemoNode node, ClientWish wish)
    {
        var added = await node.Get<ClientRegister>().AddAsync(wish, Cancelled);
        Assert.True(added.TryGet(out var row, out var fault), fault?.Detail);
        var http = new HttpClient { BaseAddress = node.ApiAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(http, node.Get<ApiAuthorizationSetup>().TokenEndpoint.AbsoluteUri, row.Id, node.Clock.GetUtcNow()));
        return new ApiClient(node, http, row.Id);
    }

    public Task<HttpResponseMessage> PostAsync(JsonObject body, string path = "/v1/sdk/messages") => PostAsync(body.ToJsonString(), path);

    public Task<HttpResponseMessage> PostAsync(string body, string path = "/v1/sdk/messages") => Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

    /// <summary>Posts a message that is taken, and gives its messageId.</summary>
    public async Task<string> SendAsync(JsonObject body, string path = "/v1/sdk/messages")
    {
        using var answer = await PostAsync(body, path);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    public async Task<JsonElement> GetAsync(string pathAndQuery, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await Http.GetAsync(pathAndQuery, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The attributes of a message.</summary>
    public async Task<JsonElement> MessageAsync(string messageId, string query = "") =>
        (await GetAsync($"/v1/sdk/messages/{messageId}{query}")).GetProperty("data").GetProperty("attributes");

    /// <summary>The attributes of a message once it has a status.</summary>
    public async Task<JsonElement> WaitForAsync(string messageId, string status)
    {
        var last = "It is not there.";
        var found = await Poll.WaitForAsync(
            $"{status} of {messageId} by the API of {Node.Party.Name}",
            async () =>
            {
                using var answer = await Http.GetAsync($"/v1/sdk/messages/{messageId}", Cancelled);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    return null;
                }

                using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
                var attributes = document.RootElement.GetProperty("data").GetProperty("attributes");
                last = attributes.GetProperty("events").ToString();
                return attributes.GetProperty("messageStatus").GetString() == status ? attributes.GetRawText() : null;
            },
            () => Task.FromResult(last));
        return JsonDocument.Parse(found).RootElement;
    }

    public void Dispose() => Http.Dispose();

    /// <summary>Gets a token by a signed assertion.</summary>
    public static async Task<string> TokenAsync(HttpClient http, string tokenEndpoint, string clientId, DateTimeOffset at)
    {
        var now = at.ToUnixTimeSeconds();
        var assertion = TestKey.First.Sign(
            new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" },
            new JsonObject { ["iss"] = clientId, ["sub"] = clientId, ["aud"] = tokenEndpoint, ["jti"] = Guid.NewGuid().ToString("N"), ["iat"] = now, ["exp"] = now + 60 });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        });
        using var answer = await http.PostAsync("/oauth/token", form, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }
}
