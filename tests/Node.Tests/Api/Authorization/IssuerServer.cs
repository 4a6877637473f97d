using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>An organisation's authorisation server that a test plays: metadata and keys over HTTP, and tokens of any kind.</summary>
internal sealed class IssuerServer : IAsyncDisposable
{
    public const string Audience = "https://sdk.kristinehamn.example/api";

    private WebApplication? _app;
    private string _address = "http://127.0.0.1:0";

    /// <summary>The keys that it publishes, with their kids.</summary>
    public Dictionary<string, TestKey> Keys { get; } = new() { ["one"] = TestKey.First };

    public string Issuer => _address;

    /// <summary>What its metadata says of itself.</summary>
    public string? Claimed { get; set; }

    /// <summary>Where its metadata says that the keys are.</summary>
    public string? KeysAddress { get; set; }

    public int Fetches { get; private set; }

    /// <summary>How often its metadata was asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>It answers when this is done.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public ApiIssuerOptions Options => new() { Issuer = Issuer, Audience = Audience, Environment = ApiServer.Environment, Participant = "0203:Kristinehamn.example" };

    public static async Task<IssuerServer> StartAsync()
    {
        var server = new IssuerServer();
        await server.UpAsync();
        return server;
    }

    /// <summary>Comes up, at the address that it had.</summary>
    public async Task UpAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_address);
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", async () =>
        {
            Asked++;
            await Hold;
            return Results.Json(new JsonObject { ["issuer"] = Claimed ?? Issuer, ["jwks_uri"] = KeysAddress ?? Issuer + "/jwks" });
        });
        _app.MapGet("/jwks", () =>
        {
            Fetches++;
            return Results.Json(new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.Value.Jwk(key.Key))]) });
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _address = _app.Urls.Single();
    }

    public async Task DownAsync()
    {
        await _app!.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>A right token for ten minutes, changed as told.</summary>
    public string Token(DateTimeOffset now, Action<JsonObject, JsonObject>? adjust = null, string kid = "one")
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = kid };
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = "case-system",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.ToUnixTimeSeconds() + 600,
            ["scope"] = "urn:sdk.api:getMessage",
            ["auth_id"] = new JsonArray("registrator"),
        };
        adjust?.Invoke(header, payload);
        return (Keys.GetValueOrDefault(kid) ?? TestKey.First).Sign(header, payload);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await DownAsync();
        }
    }
}
