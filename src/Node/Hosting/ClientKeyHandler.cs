using SdkNode.Node.Configuration;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>
/// Connections to partners that show the TLS client certificate which counts now. After a change new connections are made with the new
/// one; what is on its way on an old connection ends there, and idle ones close by themselves.
/// </summary>
internal sealed class ClientKeyHandler(EnvironmentSetup setup, CertificateVerifier certificates) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(KeyPair Key, HttpMessageInvoker Connections)> _made = [];

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        setup.Keys.TlsClient is { } key
            ? ConnectionsOf(key).SendAsync(request, cancellationToken)
            : throw new HttpRequestException(setup.Keys.SendingGap ?? "There is no TLS client certificate.");

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _made.ForEach(made => made.Connections.Dispose());
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker ConnectionsOf(KeyPair key)
    {
        lock (_lock)
        {
            var known = _made.FindLast(made => made.Key == key);
            if (known.Key is null)
            {
                known = (key, new HttpMessageInvoker(PartnerConnections.CreateHandler(setup, key, certificates)));
                _made.Add(known);
            }

            return known.Connections;
        }
    }
}
