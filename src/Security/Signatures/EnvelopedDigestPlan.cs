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

    /// <summary>True when both plans give the same digest of every document.</summary>
    public bool IsSameAs(EnvelopedDigestPlan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Digest == other.Digest
            && IsExclusive == other.IsExclusive
            && (!IsExclusive || InclusivePrefixes.ToHashSet(StringComparer.Ordinal).SetEquals(other.InclusivePrefixes));
    }

    private bool IsExclusive => Canonicalization == CanonicalizationAlgorithm.ExclusiveC14N;

    /// <summary>
    /// The plan of a signature, which must have the one form that is accepted: a single reference to the document, transform
    /// enveloped-signature, then at most one canonicalisation (O2O-3, DIR-3).
    /// </summary>
    internal static Result<EnvelopedDigestPlan, SignatureFault> Of(XmlSignature signature)
    {
        if (signature.References is not [{ Uri: "" } reference])
        {
            return new SignatureFault(SignatureFaultKind.ReferenceNotAllowed, "An enveloped signature has exactly one reference, with URI=\"\".");
        }

        var transforms = reference.Transforms;
        if (transforms.Count is 0 or > 2 || transforms[0].Algorithm != SignatureAlgorithms.EnvelopedSignature)
        {
            return NotAllowed();
        }

        if (transforms.Count == 1)
        {
            return Default with { Digest = reference.Digest };
        }

        return CanonicalizationAlgorithms.FromUri(transforms[1].Algorithm) is { } algorithm
            ? new EnvelopedDigestPlan(algorithm, transforms[1].InclusivePrefixes, reference.Digest)
            : NotAllowed();
    }

    private static SignatureFault NotAllowed() =>
        new(SignatureFaultKind.ReferenceNotAllowed, "The transforms are not enveloped-signature and then at most one canonicalisation.");
}
