using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>How a document is turned into a digest for its enveloped signature.</summary>
/// <param name="Canonicalization">The canonicalisation. Of a whole document 1.0 and 1.1 give the same octets.</param>
/// <param name="InclusivePrefixes">For exclusive C14N: the prefixes of InclusiveNamespaces.</param>
/// <param name="Digest">The hash.</param>
public sealed record EnvelopedDigestPlan(CanonicalizationAlgorithm Canonicalization, IReadOnlyList<string> InclusivePrefixes, HashAlgorithmName Digest)
{
    /// <summary>Inclusive C14N 1.0 and SHA-256: what a reference without c14n transform means, and nearly every sender uses (O2O-3).</summary>
    public static EnvelopedDigestPlan Default { get; } = new(CanonicalizationAlgorithm.InclusiveC14N10, [], HashAlgorithmName.SHA256);
}
