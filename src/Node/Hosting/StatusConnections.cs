namespace SdkNode.Node.Hosting;

/// <summary>
/// Connections to CRL and OCSP services. Their addresses come out of certificates: no redirect is followed to a place that no
/// certificate names, and nothing is remembered between requests.
/// </summary>
internal static class StatusConnections
{
    /// <summary>A client for the revocation checker, which sets time limits of its own.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    });
}
