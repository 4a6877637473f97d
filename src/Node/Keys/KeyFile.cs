using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Administration;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>What an administrator brings: a certificate for a key that was made here, or a key with its certificate.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="PrivateKey">The private key (PKCS#8); null where only the certificate came.</param>
/// <param name="Chain">The certificates that came with it.</param>
internal sealed record KeyFile(X509Certificate2 Certificate, byte[]? PrivateKey, IReadOnlyList<X509Certificate2> Chain)
{
    /// <summary>Reads PKCS#12, PEM or DER; which it is shows its content.</summary>
    /// <param name="name">What faults call the file.</param>
    /// <param name="content">The file's octets.</param>
    /// <param name="password">The password of PKCS#12 or of an encrypted PEM key.</param>
    public static Result<KeyFile, DeskFault> Read(string name, byte[] content, string? password)
    {
        CertificateFault? noKey = null;
        if (CertificateFiles.Read(name, content).TryGet(out var certificates, out var noCertificate) && !HoldsKey(content))
        {
            // The certificate itself is the one that issued none of the others.
            var leaf = certificates.FirstOrDefault(certificate => !certificates.Any(other => other != certificate && other.Issuer == certificate.Subject)) ?? certificates[0];
            return new KeyFile(leaf, null, [.. certificates.Where(certificate => certificate != leaf)]);
        }

        if (KeyPair.Read(name, content, password).TryGet(out var pair, out noKey))
        {
            using (pair.PrivateKey)
            {
                return new KeyFile(X509CertificateLoader.LoadCertificate(pair.Certificate.RawData), pair.PrivateKey.ExportPkcs8PrivateKey(), pair.Chain);
            }
        }

        var fault = HoldsKey(content) || noCertificate is null ? noKey : noKey.Kind == CertificateFaultKind.Malformed ? noCertificate : noKey;
        return new DeskFault(fault.Detail, fault.Kind == CertificateFaultKind.WrongPassword ? "Give its password with --password-file." : "Give a certificate in PEM or DER, or a key with its certificate in PKCS#12 or PEM.");
    }

    private static bool HoldsKey(byte[] content) => content.AsSpan().IndexOf("PRIVATE KEY-----"u8) >= 0;
}
