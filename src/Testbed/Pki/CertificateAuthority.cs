using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>A root and, where the federation has one, an issuing authority below it.</summary>
public sealed class CertificateAuthority
{
    internal CertificateAuthority(string name, X509Certificate2 root, X509Certificate2 issuing) => (Name, Root, Issuing) = (name, root, issuing);

    /// <summary>The name for people.</summary>
    public string Name { get; }

    /// <summary>The root.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The authority that issues; the root itself where there is no other.</summary>
    public X509Certificate2 Issuing { get; }

    /// <summary>Issues a certificate with a new key.</summary>
    public KeyPair Issue(string commonName, IssueOptions? options = null) => throw new NotImplementedException();

    /// <summary>Issues certificates, making their keys in parallel.</summary>
    public Task<KeyPair> IssueAsync(string commonName, IssueOptions? options, CancellationToken cancellationToken) => throw new NotImplementedException();
}
