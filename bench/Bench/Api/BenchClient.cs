using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Clients;
using SdkNode.Node.Demo;

namespace SdkNode.Bench.Api;

/// <summary>A client of a node's API with a token of the node's own, over HTTP on loopback.</summary>
internal sealed class BenchClient : IDisposable
{
    private readonly HttpClient _http;

    private BenchClient(HttpClient http) => _http = http;

    /// <summary>Registers a client for functional addresses and gets its token.</summary>
    public static async Task<BenchClient> ConnectAsync(DemoNode node, string address)
    {
        using var key = RSA.Create(2048);
        var wish = new ClientWish($"bench-{Guid.NewGuid():N}", DemoServices.Environment, node.Party.Participant, [], [address], key.ExportSubjectPublicKeyInfoPem());
        if (!(await node.Get<ClientRegister>().AddAsync(wish, CancellationToken.None)).TryGet(out var client, out var fault))
        {
            throw new InvalidOperationException(fault.Detail);
        }

        var now = node.Clock.GetUtcNow().ToUnixTimeSeconds();
        var audience = node.Get<ApiAuthorizationSetup>().TokenEndpoint.AbsoluteUri;
        var signed = $"{Part("{\"alg\":\"RS256\"}")}.{Part($"{{\"iss\":\"{client.Id}\",\"sub\":\"{client.Id}\",\"aud\":\"{audience}\",\"jti\":\"{Guid.NewGuid():N}\",\"iat\":{now},\"exp\":{now + 60}}}")}";
        var assertion = $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        var http = new HttpClient { BaseAddress = node.ApiAddress, Timeout = TimeSpan.FromMinutes(10) };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", assertion)]);
        using var answer = await http.PostAsync("/oauth/token", form);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new BenchClient(http);
    }

    /// <summary>Fetches a document without keeping it, and gives its octets.</summary>
    public async Task<long> GetAsync(string pathAndQuery)
    {
        using var answer = await _http.GetAsync(pathAndQuery, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        var length = 0L;
        for (int read; (read = await body.ReadAsync(buffer)) > 0; length += read)
        {
        }

        return length;
    }

    /// <summary>Fetches a small document.</summary>
    public Task<JsonElement> ReadAsync(string pathAndQuery) => _http.GetFromJsonAsync<JsonElement>(pathAndQuery);

    /// <summary>Posts a message and gives its path.</summary>
    public async Task<string> PostAsync(HttpContent message)
    {
        using var answer = await _http.PostAsync("/v1/sdk/messages", message);
        return answer.IsSuccessStatusCode ? answer.Headers.Location!.ToString() : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(json));
}
