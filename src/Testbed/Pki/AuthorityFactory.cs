using System.Collections.Concurrent;
using System.Security.Cryptography;
using SdkNode.Security.Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>Makes authorities and remembers them, so that their status can be served.</summary>
internal sealed class AuthorityFactory(DevelopmentPkiOptions options, Uri statusBase) : IDisposable
{
    // One key serves all OCSP answerers; each issuing authority certifies it anew.
    private readonly Lazy<RSA> _responderKey = new(() => RSA.Create(2048));
    private readonly ConcurrentDictionary<string, AuthorityNode> _nodes = new(StringComparer.Ordinal);

    public DevelopmentPkiOptions Options { get; } = options;

    public AuthorityNode? Find(string id) => _nodes.GetValueOrDefault(id);

    public AuthorityNode? FindIssuer(Func<AuthorityNode, bool> match) => _nodes.Values.FirstOrDefault(match);

    public AuthorityNode CreateRoot(string commonName)
    {
        using var key = RSA.Create(Options.AuthorityKeyBits);
        var now = Options.Clock.GetUtcNow();
        var certificate = CertificateProfiles.Authority(commonName, key, null).CreateSelfSigned(now.AddYears(-5), now.AddYears(20));
        return Add(KeyPair.From(certificate));
    }

    public AuthorityNode CreateIssuing(string commonName, AuthorityNode root)
    {
        using var key = RSA.Create(Options.AuthorityKeyBits);
        var now = Options.Clock.GetUtcNow();
        var certificate = root.Sign(CertificateProfiles.Authority(commonName, key, root), key, now.AddYears(-5), now.AddYears(10));
        var node = Add(KeyPair.From(certificate));
        node.Responder = CreateResponder(node, now);
        return node;
    }

    public void Dispose()
    {
        foreach (var node in _nodes.Values)
        {
            node.Dispose();
        }

        if (_responderKey.IsValueCreated)
        {
            _responderKey.Value.Dispose();
        }
    }

    private KeyPair CreateResponder(AuthorityNode issuer, DateTimeOffset now)
    {
        var request = CertificateProfiles.Responder($"OCSP {issuer.Key.CommonName}", _responderKey.Value, issuer);
        return KeyPair.From(issuer.Sign(request, _responderKey.Value, now.AddDays(-1), now.AddYears(2)));
    }

    private AuthorityNode Add(KeyPair key)
    {
        var id = key.Certificate.SerialNumber.ToLowerInvariant();
        var node = new AuthorityNode(id, key, statusBase, Options.Clock);
        _nodes[id] = node;
        return node;
    }
}
