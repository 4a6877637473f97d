using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>A root and, where the federation has one, an issuing authority below it.</summary>
public sealed class CertificateAuthority
{
    private readonly DevelopmentPkiOptions _options;
    private readonly AuthorityFactory _factory;
    private readonly AuthorityNode _root;
    private readonly AuthorityNode _issuing;
    private readonly IReadOnlyList<string> _usages;

    internal CertificateAuthority(AuthorityFactory factory, AuthorityNode root, AuthorityNode issuing, IReadOnlyList<string> usages) =>
        (_options, _factory, _root, _issuing, _usages) = (factory.Options, factory, root, issuing, usages);

    /// <summary>The issuing authority's common name.</summary>
    public string Name => _issuing.Key.CommonName;

    /// <summary>The root.</summary>
    public X509Certificate2 Root => _root.Certificate;

    /// <summary>The authority that issues; the root itself where there is no other.</summary>
    public X509Certificate2 Issuing => _issuing.Certificate;

    /// <summary>The root with its exportable key.</summary>
    public KeyPair RootKey => _root.Key;

    /// <summary>The issuing authority with its exportable key.</summary>
    public KeyPair IssuingKey => _issuing.Key;

    /// <summary>Issues a certificate with a new, exportable key; the chain that comes with it is issuing authority and root.</summary>
    public KeyPair Issue(string commonName, IssueOptions? options = null)
    {
        var chosen = options ?? new IssueOptions();
        using var key = _options.LeafKey(chosen.KeyBits ?? _options.LeafKeyBits);
        var now = _options.Clock.GetUtcNow();
        var request = CertificateProfiles.Leaf(commonName, key, _issuing, chosen, chosen.ExtendedKeyUsages ?? _usages);
        var certificate = _issuing.Sign(request, key, chosen.NotBefore ?? now.AddDays(-1), chosen.NotAfter ?? now.AddYears(2));
        return KeyPair.From(certificate, Chain());
    }

    /// <summary>Issues as <see cref="Issue"/> does, on another thread: making RSA keys takes time.</summary>
    public Task<KeyPair> IssueAsync(string commonName, IssueOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Issue(commonName, options), cancellationToken);

    /// <summary>Answers a request for a certificate (PKCS#10, DER) as an issuer does: the subject is the request's, the rest is the issuer's to decide.</summary>
    public X509Certificate2 Answer(byte[] request, IssueOptions? options = null)
    {
        var wanted = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        using var key = wanted.PublicKey.GetRSAPublicKey() ?? throw new ArgumentException("The request has no RSA key.", nameof(request));
        var chosen = options ?? new IssueOptions();
        var subject = wanted.SubjectName.EnumerateRelativeDistinguishedNames().First(part => part.GetSingleElementType().Value == "2.5.4.3").GetSingleElementValue()!;
        var now = _options.Clock.GetUtcNow();
        var leaf = CertificateProfiles.Leaf(subject, key, _issuing, chosen, chosen.ExtendedKeyUsages ?? _usages);
        return _issuing.Sign(leaf, chosen.NotBefore ?? now.AddDays(-1), chosen.NotAfter ?? now.AddYears(2));
    }

    /// <summary>Makes another issuing authority under the same root: what a trust policy that names its issuers must refuse (DIR-4).</summary>
    public CertificateAuthority CreateSibling(string commonName) => new(_factory, _root, _factory.CreateIssuing(commonName, _root), _usages);

    // Copies, since a key pair owns its chain.
    private X509Certificate2[] Chain() =>
        [.. new[] { _issuing, _root }.Distinct().Select(node => X509CertificateLoader.LoadCertificate(node.Certificate.RawData))];
}
