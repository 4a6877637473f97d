using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkNode.Crash.Federation;

namespace SdkNode.Crash.Mail;

/// <summary>One node's API as a client uses it: connections and the token are kept as long as they serve.</summary>
internal sealed class NodeDoor(NodeProcess node, string clientId, RSA key) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        BaseAddress = new Uri($"http://localhost:{node.ApiPort}/"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    private readonly SemaphoreSlim _renewing = new(1);
    private string? _token;

    /// <summary>Makes a request, with a new token where the old one no longer counts. Faults of the network are thrown.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        var token = _token ?? await RenewAsync(null, cancellationToken);
        var answer = await SendAsync(method, path, body, token, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            return answer;
        }

        // A node whose clock has been set back finds the old one to come from the future.
        answer.Dispose();
        return await SendAsync(method, path, body, await RenewAsync(token, cancellationToken), cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _renewing.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await _http.SendAsync(request, cancellationToken);
    }

    private async Task<string> RenewAsync(string? old, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            if (_token is { } other && other != old)
            {
                return other;
            }

            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = Assertion(),
            });
            using var answer = await _http.PostAsync("oauth/token", form, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"No token: {(int)answer.StatusCode} {text}");
            }

            return _token = JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
        }
        finally
        {
            _renewing.Release();
        }
    }

    // A client's clock may differ from the node's by a minute, which the shifted clocks of this run are not meant to try.
    private string Assertion()
    {
        var now = (DateTimeOffset.UtcNow + node.ClockError).ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = new Uri(_http.BaseAddress!, "oauth/token").AbsoluteUri,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["iat"] = now,
            ["exp"] = now + 60,
        };
        var signed = $"{Encode(Encoding.UTF8.GetBytes("""{"alg":"RS256","typ":"JWT"}"""))}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(byte[] octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);
}
