using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>oidc-provider, a certified OpenID provider, as a process of its own.</summary>
internal sealed class OidcProviderProcess : IDisposable
{
    private readonly NodeJsServer _server;

    private OidcProviderProcess(NodeJsServer server) => _server = server;

    public string Issuer => _server.Greeting;

    /// <summary>Starts it with one client that has the scope <c>urn:sdk.api:getMessage</c>.</summary>
    public static async Task<OidcProviderProcess> StartAsync(string clientId, TestKey key, int seconds, JsonObject claims) => new(await NodeJsServer.StartAsync("oidc-provider", new JsonObject
    {
        ["client"] = new JsonObject { ["client_id"] = clientId, ["jwks"] = new JsonObject { ["keys"] = new JsonArray(key.Jwk("one")) } },
        ["scopes"] = "urn:sdk.api:getMessage",
        ["seconds"] = seconds,
        ["claims"] = claims,
    }));

    public void Dispose() => _server.Dispose();
}
