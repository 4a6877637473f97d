using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Routing.Tests;

/// <summary>A root with two issuing authorities, and a certificate of each.</summary>
internal sealed class SiblingAuthorities : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private int _serial;

    public SiblingAuthorities(string leaf = "CN=AP0002-TEST")
    {
        // One key serves all: what tells them apart is who issued whom.
        Root = Make("CN=Root CA", null, authority: true);
        Right = Make("CN=Issuing CA", Root, authority: true);
        Sibling = Make("CN=Sibling CA", Root, authority: true);
        IssuedByRight = Make(leaf, Right, authority: false);
        IssuedBySibling = Make(leaf, Sibling, authority: false);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Right { get; }

    public X509Certificate2 Sibling { get; }

    public X509Certificate2 IssuedByRight { get; }

    public X509Certificate2 IssuedBySibling { get; }

    public void Dispose()
    {
        foreach (var certificate in new[] { Root, Right, Sibling, IssuedByRight, IssuedBySibling })
        {
            certificate.Dispose();
        }

        _key.Dispose();
    }

    private X509Certificate2 Make(string name, X509Certificate2? issuer, bool authority)
    {
        var subject = new X500DistinguishedName(name);
        var request = new CertificateRequest(subject, _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(authority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.Create(issuer?.SubjectName ?? subject, X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1), now.AddDays(-1), now.AddDays(1), [1, (byte)++_serial]);
    }
}
