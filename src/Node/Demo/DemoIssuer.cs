using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Demo;

/// <summary>
/// The demo's issuer and its directory: answers a request of <c>sdknode certs request</c> and publishes the certificate as
/// docs/operations/renew-certificates.md says, so that a renewal can be tried as it is done.
/// </summary>
internal sealed class DemoIssuer(DemoServices services)
{
    private readonly Dictionary<DemoParty, ParticipantPublication> _published = [];

    /// <summary>Writes the certificate beside the request and publishes it. Says what was done, or what is wrong.</summary>
    public async Task<string> IssueAsync(DemoNode node, string purpose, string file, CancellationToken cancellationToken)
    {
        var authority = purpose switch { "ap" => services.Pki.Ap, "tls" => services.Pki.Tls, "o2o" => services.Pki.O2O, _ => null };
        if (authority is null)
        {
            return "Issue what? Say: issue a|b ap|tls|o2o FILE";
        }

        X509Certificate2 certificate;
        try
        {
            certificate = Answer(authority, purpose, await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"{file} is no request for a certificate: {e.Message}";
        }

        var answer = Path.ChangeExtension(file, ".pem");
        await File.WriteAllTextAsync(answer, certificate.ExportCertificatePem() + "\n", cancellationToken);
        var publication = _published.GetValueOrDefault(node.Party) ?? DemoServices.Publication(node.Party, node.Keys, node.Address);
        _published[node.Party] = publication = purpose switch
        {
            "ap" => publication with { AccessPoint = certificate },
            "o2o" => publication with { Signing = [.. publication.Signing, certificate], Encryption = [certificate] },
            _ => publication,
        };
        services.Federation.Publish(publication);
        return $"The certificate is in {answer}{(purpose == "tls" ? "" : ", and published in the directory")}. Then: sdknode certs import {answer} --config {node.SettingsPath}";
    }

    private static X509Certificate2 Answer(CertificateAuthority authority, string purpose, string text)
    {
        var found = PemEncoding.Find(text);
        return authority.Answer(Convert.FromBase64String(text[found.Base64Data]), new IssueOptions { DnsNames = purpose == "tls" ? ["localhost", "127.0.0.1"] : [] });
    }
}
