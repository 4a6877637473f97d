using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Clients;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>A small server with the API's authorisation and one endpoint, over a store of its own; and a client of it.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Issuer = "https://api.kristinehamn.example/";
    public const string TokenEndpoint = Issuer + "oauth/token";
    public const string Environment = "qa";

    /// <summary>A request with this header stands for one to the partners' listener.</summary>
    public const string PartnersHeader = "X-Partners";

    public const string Participant = "0203:kristinehamn.example";

    // Made once: it takes a second.
    private static readonly Lazy<TokenSigningKey> s_signing = new(() =>
    {
        using var store = StoreFile.MakeAsync().GetAwaiter().GetResult();
        return TokenSigningKey.OpenAsync(new SecretStore(store.Open, store.Key, store.Clock), store.FullName, CancellationToken.None).GetAwaiter().GetResult();
    });

    private readonly StoreFile _store;
    private readonly TokenSigningKey _signing;
    private ApiLimitOptions _limits = new();
    private WebApplication? _app;

    private ApiServer(StoreFile store) => (_store, _signing) = (store, s_signing.Value);

    public HttpClient Http { get; private set; } = null!;

    public TestClock Clock => _store.Clock;

    public ClientRegister Clients => _app!.Services.GetRequiredService<ClientRegister>();

    public StoreFile Store => _store;

    public static async Task<ApiServer> StartAsync(Action<List<ApiIssuerOptions>>? issuers = null, ApiLimitOptions? limits = null)
    {
        var server = new ApiServer(await StoreFile.MakeAsync()) { _limits = limits ?? new() };
        await server.ListenAsync(issuers);
        return server;
    }

    /// <summary>Starts anew over the same store, as a node does.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await ListenAsync(null);
    }

    /// <summary>Registers a client.</summary>
    public async Task<ClientRow> AddAsync(TestKey key, string name = "Platina", string[]? addresses = null, params string[] scopes)
    {
        var wish = new ClientWish(name, Environment, Participant, scopes, addresses ?? ["registrator@kristinehamn.example"], key.PublicPem);
        var added = await Clients.AddAsync(wish, TestContext.Current.CancellationToken);
        Assert.True(added.TryGet(out var row, out var fault), fault?.Detail);
        return row;
    }

    /// <summary>A right assertion, changed as told.</summary>
    public string Assertion(TestKey key, string clientId, Action<JsonObject, JsonObject>? adjust = null)
    {
        var now = Clock.Now.ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        var payload = new JsonObject
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = TokenEndpoint,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["iat"] = now,
            ["exp"] = now + 120,
        };
        adjust?.Invoke(header, payload);
        return key.Sign(header, payload);
    }

    /// <summary>Asks for a token.</summary>
    public Task<Answer> AskAsync(string assertion, string? scope = null) =>
        PostAsync([
            new("grant_type", "client_credentials"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", assertion),
            .. scope is null ? Array.Empty<KeyValuePair<string, string>>() : [new("scope", scope)],
        ]);

    /// <summary>Posts any form to the token endpoint.</summary>
    public async Task<Answer> PostAsync(params KeyValuePair<string, string>[] form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await Http.PostAsync(ApiAuthorizationSetup.TokenPath, content, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }

    /// <summary>A token for the client.</summary>
    public async Task<string> TokenAsync(TestKey key, string clientId, string? scope = null)
    {
        var answer = await AskAsync(Assertion(key, clientId), scope);
        Assert.True(answer.Status == StatusCodes.Status200OK, answer.Json.ToJsonString());
        return (string)answer.Json["access_token"]!;
    }

    /// <summary>Calls the endpoint, which asks for <c>urn:sdk.api:getMessage</c> and says who calls.</summary>
    public async Task<Answer> CallAsync(string? token, string path = "/whoami")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _store.Dispose();
    }

    private async Task ListenAsync(Action<List<ApiIssuerOptions>>? issuers)
    {
        var list = new List<ApiIssuerOptions>();
        issuers?.Invoke(list);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddNodeDataProtection(_store.Open, _store.Key);
        builder.Services.AddSingleton(_store.Open).AddSingleton<SdkNode.Node.Audit.SecurityLog>().AddSingleton<SdkNode.Node.Audit.AccessLog>().AddSingleton<SdkNode.Node.Alarms.AlarmList>().AddSingleton<SdkNode.Node.Limits.LimitWatch>();
        builder.Services.AddApiAuthorization(
            new ApiAuthorizationSetup { PublicAddress = new Uri(Issuer.TrimEnd('/')), TokenLifetime = TimeSpan.FromMinutes(10), Issuers = list, Limits = _limits, Participants = [new(Environment, Participant)] },
            _signing,
            _store.Open);
        _app = builder.Build();
        _app.MapWhen(context => context.Request.Headers.ContainsKey(PartnersHeader), partners => partners.Run(context => context.Response.WriteAsJsonAsync(new { partners = true })));
        _app.UseApiAuthorization();
        _app.MapGet("/whoami", (HttpContext context) => Results.Json(Known.Of(ApiCaller.Of(context)))).RequireScope(ApiScopes.GetMessage);
        _app.MapGet("/send", (HttpContext context) => Results.Json(Known.Of(ApiCaller.Of(context)))).RequireScope(ApiScopes.SendMessages);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await _app!.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }

    /// <summary>A caller as the endpoint tells it.</summary>
    private sealed record Known(string Environment, string Participant, string ClientId, string[] Scopes, string[] Addresses)
    {
        public static Known Of(ApiCaller caller) =>
            new(caller.Environment, caller.Participant, caller.ClientId, [.. caller.Scopes.Order(StringComparer.Ordinal)], [.. caller.Addresses]);
    }
}

/// <summary>An answer over HTTP.</summary>
internal sealed record Answer(int Status, JsonObject Json, string? ContentType, string? CacheControl, string? Challenge, string? RetryAfter)
{
    public string? Error => (string?)Json["error"];

    public string Description => (string?)Json["error_description"] ?? "";

    public string[] Strings(string name) => [.. Json[name]!.AsArray().Select(value => (string)value!)];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken) ?? throw new JsonException("No JSON."),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.CacheControl?.ToString(),
        response.Headers.WwwAuthenticate.Count > 0 ? response.Headers.WwwAuthenticate.ToString() : null,
        response.Headers.RetryAfter?.ToString());
}
