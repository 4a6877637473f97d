using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>One authority certificate with its key, where its status is served, and what it has revoked.</summary>
internal sealed class AuthorityNode(string id, KeyPair key, Uri statusBase, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _revoked = new(StringComparer.OrdinalIgnoreCase);

    public string Id { get; } = id;

    public KeyPair Key { get; } = key;

    public X509Certificate2 Certificate => Key.Certificate;

    public Uri CrlUri { get; } = new(statusBase, $"crl/{id}.crl");

    public Uri OcspUri { get; } = new(statusBase, $"ocsp/{id}");

    /// <summary>The revoked serial numbers (hexadecimal) and when they were revoked.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Revoked => _revoked;

    /// <summary>The certificate and key that sign OCSP answers; null: the authority's own.</summary>
    public KeyPair? Responder { get; set; }

    public bool IsIssuerOf(X509Certificate2 certificate) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(Certificate.SubjectName.RawData);

    public void Revoke(X509Certificate2 certificate) => _revoked.TryAdd(certificate.SerialNumber, clock.GetUtcNow());

    /// <summary>Signs a request; the certificate comes back with the key that was asked for.</summary>
    public X509Certificate2 Sign(CertificateRequest request, RSA subjectKey, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var certificate = Sign(request, notBefore, notAfter);
        return certificate.CopyWithPrivateKey(subjectKey);
    }

    /// <summary>Signs a request whose key is somebody else's.</summary>
    public X509Certificate2 Sign(CertificateRequest request, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        Span<byte> serial = stackalloc byte[16];
        RandomNumberGenerator.Fill(serial);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        var generator = X509SignatureGenerator.CreateForRSA(Key.PrivateKey, RSASignaturePadding.Pkcs1);
        return request.Create(Certificate.SubjectName, generator, notBefore, notAfter, serial);
    }

    public void Dispose()
    {
        Key.Dispose();
        Responder?.Dispose();
    }
}
