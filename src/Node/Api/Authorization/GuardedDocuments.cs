using Microsoft.IdentityModel.Protocols;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// Fetches metadata and keys of an authorisation server: by https, or by http from this machine alone, and where the metadata
/// points is held to the same.
/// </summary>
internal sealed class GuardedDocuments(HttpClient http) : IDocumentRetriever
{
    /// <summary>Whether an address may be fetched.</summary>
    public static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>A client that follows no redirects (they could leave https), takes no more than 1 MB and waits 10 s.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        MaxResponseContentBufferSize = 1_000_000,
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <inheritdoc />
    /// <exception cref="IOException">The address is not safe, or did not answer with a document.</exception>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        if (!IsSafe(address))
        {
            throw new IOException($"{address} is neither https nor on this machine");
        }

        using var answer = await http.GetAsync(new Uri(address), cancel);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancel) : throw new IOException($"{address} answered {(int)answer.StatusCode}");
    }
}
