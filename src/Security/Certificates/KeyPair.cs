using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>
/// A certificate with its private RSA key, and the certificates that came with it. The key is an abstract <see cref="RSA"/>, so
/// that a key inside a hardware module serves as well as one from a file.
/// </summary>
public sealed class KeyPair : IDisposable
{
    /// <summary>Joins a certificate, its private key and its chain; takes all of them over.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="privateKey">Its private key.</param>
    /// <param name="chain">The other certificates that came with it, in no promised order.</param>
    public KeyPair(X509Certificate2 certificate, RSA privateKey, IReadOnlyList<X509Certificate2>? chain = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(privateKey);
        (Certificate, PrivateKey, Chain) = (certificate, privateKey, chain ?? []);
        CommonName = CertificateNames.CommonName(certificate);
    }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The private key. Safe to use from several threads at once.</summary>
    public RSA PrivateKey { get; }

    /// <summary>The other certificates that came with it, in no promised order; often the issuing authority's.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>The subject's common name; for an access point its party id.</summary>
    public string CommonName { get; }

    /// <summary>Loads a key pair from a PKCS#12 file or from a PEM file that holds both certificate and key (PKI-8).</summary>
    /// <param name="path">The file. A PEM file without key is completed by a file of the same name with the extension <c>.key</c>.</param>
    /// <param name="password">The password of the file or of the encrypted PEM key; null or empty when it has none.</param>
    /// <returns>The key pair, or a fault that names the file and the remedy.</returns>
    public static Result<KeyPair, CertificateFault> Load(string path, string? password) => KeyPairFile.Load(path, password);

    /// <summary>Loads a key pair from a PEM certificate file and a PEM key file (PKI-8).</summary>
    /// <param name="certificatePath">The certificate, and possibly its chain.</param>
    /// <param name="keyPath">The key: PKCS#8, encrypted PKCS#8 or PKCS#1.</param>
    /// <param name="password">The password of an encrypted key.</param>
    /// <returns>The key pair, or a fault that names the file and the remedy.</returns>
    public static Result<KeyPair, CertificateFault> LoadPem(string certificatePath, string keyPath, string? password) =>
        KeyPairFile.LoadPem(certificatePath, keyPath, password);

    /// <summary>Reads a key pair from the octets of a PKCS#12 file, or of a PEM file that holds both certificate and key (PKI-8).</summary>
    /// <param name="name">What faults call it.</param>
    /// <param name="content">The octets.</param>
    /// <param name="password">The password of the file or of the encrypted PEM key; null or empty when it has none.</param>
    public static Result<KeyPair, CertificateFault> Read(string name, byte[] content, string? password) => KeyPairFile.Read(name, content, password);

    /// <summary>A key pair from a certificate that carries its RSA key; takes the certificate over.</summary>
    /// <exception cref="ArgumentException">It has no private RSA key.</exception>
    public static KeyPair From(X509Certificate2 certificateWithKey, IReadOnlyList<X509Certificate2>? chain = null)
    {
        ArgumentNullException.ThrowIfNull(certificateWithKey);
        var key = certificateWithKey.GetRSAPrivateKey() ?? throw new ArgumentException("The certificate has no private RSA key.", nameof(certificateWithKey));
        return new KeyPair(certificateWithKey, key, chain);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        PrivateKey.Dispose();
        Certificate.Dispose();
        foreach (var certificate in Chain)
        {
            certificate.Dispose();
        }
    }
}
