using System.Net.Security;
using SdkNode.Node.Keys;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>The TLS server certificate that counts now, ready to be shown; made once for each certificate, since a handshake must not wait for it.</summary>
internal sealed class ServerKey(EnvironmentKeys keys)
{
    private volatile Shown? _shown;

    /// <summary>What is shown now; null where there is no certificate that may be.</summary>
    public SslStreamCertificateContext? Current
    {
        get
        {
            if (keys.TlsServer is not { } pair)
            {
                return null;
            }

            var shown = _shown;
            if (shown?.Pair != pair)
            {
                _shown = shown = new Shown(pair, SslStreamCertificateContext.Create(pair.Certificate, [.. pair.Chain], offline: true));
            }

            return shown.Context;
        }
    }

    private sealed record Shown(KeyPair Pair, SslStreamCertificateContext Context);
}
