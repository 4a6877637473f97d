using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using SdkNode.Node.Configuration;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>
/// The certificate of a partner whose TLS ends at a proxy in front (AS4-SEC-5): from the addresses that the settings name as proxies, in the
/// header that they name, and from nowhere else. What is forwarded is judged as what a partner shows itself.
/// </summary>
internal static class ForwardedCertificate
{
    /// <summary>The mark of a connection that comes from a proxy. What the proxy itself shows is no partner's.</summary>
    public const string Mark = "partner proxy";

    private const int MostCharacters = 16 * 1024;

    /// <summary>Whether the request came through a proxy.</summary>
    public static bool IsForwarded(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) ?? false;

    /// <summary>Puts the partner's certificate in the place of the proxy's; or says why there is none that counts.</summary>
    public static async Task<string?> TakeAsync(HttpContext context, EnvironmentRuntime environment, CancellationToken cancellationToken)
    {
        var values = context.Request.Headers[environment.Setup.Options.Listen.ProxyHeader];
        if (values.Count > 1)
        {
            return $"The proxy forwards the header {environment.Setup.Options.Listen.ProxyHeader} more than once: it must remove what its clients send.";
        }

        // What an earlier request on the same connection was given is nobody's any more.
        context.Connection.ClientCertificate = null;
        var certificate = values is [{ Length: > 0 } text] ? Read(text) : null;
        if (certificate is null)
        {
            return values is [] or [""] ? $"The proxy forwards no client certificate in {environment.Setup.Options.Listen.ProxyHeader}." : "What the proxy forwards is no certificate.";
        }

        var verdict = await environment.Certificates.VerifyAsync(certificate, environment.Setup.TlsTrust with { Use = CertificateUse.TlsClient }, cancellationToken);
        if (verdict.State != CertificateState.Trusted)
        {
            return $"The forwarded client certificate is refused: {verdict.Fault?.Detail} ({CertificateNames.Describe(certificate)})";
        }

        context.Connection.ClientCertificate = certificate;
        environment.Met.Met(Trust.TrustPurpose.Tls, CertificateNames.CommonName(certificate), certificate);
        return null;
    }

    // RFC 9440 (:Base64:), Base64 alone as HAProxy's ssl_c_der,base64, or PEM with % escapes as nginx's ssl_client_escaped_cert.
    private static X509Certificate2? Read(string text)
    {
        if (text.Length > MostCharacters)
        {
            return null;
        }

        try
        {
            return text.Contains("BEGIN", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(Uri.UnescapeDataString(text))
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text.Trim().Trim(':')));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
