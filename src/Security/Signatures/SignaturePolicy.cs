using System.Collections.Frozen;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>What a signature may use: allow-lists, and counts that bound what is evaluated (AS4-SEC-3).</summary>
public sealed record SignaturePolicy
{
    /// <summary>Allowed signature methods, as URIs.</summary>
    public required IReadOnlySet<string> SignatureMethods { get; init; }

    /// <summary>Allowed digest methods, as URIs.</summary>
    public required IReadOnlySet<string> DigestMethods { get; init; }

    /// <summary>Allowed canonicalisations of SignedInfo.</summary>
    public required IReadOnlySet<CanonicalizationAlgorithm> Canonicalizations { get; init; }

    /// <summary>Allowed transforms of a reference, as URIs.</summary>
    public required IReadOnlySet<string> Transforms { get; init; }

    /// <summary>References at most.</summary>
    public int MaxReferences { get; init; } = 1;

    /// <summary>Transforms of one reference at most.</summary>
    public int MaxTransforms { get; init; } = 2;

    /// <summary>The envelope's signature (O2O-3).</summary>
    public static SignaturePolicy Envelope { get; } = new()
    {
        SignatureMethods = FrozenSet.Create(SignatureAlgorithms.RsaSha256),
        DigestMethods = FrozenSet.Create(SignatureAlgorithms.Sha256),
        Canonicalizations = AllCanonicalizations(),
        Transforms = EnvelopedTransforms(),
    };

    /// <summary>Signed service metadata (DIR-3). The setting that refuses an extra c14n transform is <c>with { MaxTransforms = 1 }</c>.</summary>
    public static SignaturePolicy Smp { get; } = new()
    {
        SignatureMethods = FrozenSet.Create(SignatureAlgorithms.RsaSha256, SignatureAlgorithms.RsaSha384, SignatureAlgorithms.RsaSha512),
        DigestMethods = FrozenSet.Create(SignatureAlgorithms.Sha256, SignatureAlgorithms.Sha384, SignatureAlgorithms.Sha512),
        Canonicalizations = AllCanonicalizations(),
        Transforms = EnvelopedTransforms(),
    };

    /// <summary>An AS4 message's signature (AS4-SEC-1): Messaging, Body, Timestamp, token and attachments.</summary>
    public static SignaturePolicy WsSecurity { get; } = new()
    {
        SignatureMethods = FrozenSet.Create(SignatureAlgorithms.RsaSha256),
        DigestMethods = FrozenSet.Create(SignatureAlgorithms.Sha256),
        Canonicalizations = FrozenSet.Create(CanonicalizationAlgorithm.ExclusiveC14N),
        Transforms = FrozenSet.Create(XmlNamespaces.ExcC14N, SignatureAlgorithms.AttachmentContent),
        MaxReferences = 16,
        MaxTransforms = 1,
    };

    private static FrozenSet<CanonicalizationAlgorithm> AllCanonicalizations() => FrozenSet.Create(
        CanonicalizationAlgorithm.InclusiveC14N10, CanonicalizationAlgorithm.InclusiveC14N11, CanonicalizationAlgorithm.ExclusiveC14N);

    private static FrozenSet<string> EnvelopedTransforms() => FrozenSet.Create(
        SignatureAlgorithms.EnvelopedSignature,
        CanonicalizationAlgorithm.InclusiveC14N10.ToUri(),
        CanonicalizationAlgorithm.InclusiveC14N11.ToUri(),
        CanonicalizationAlgorithm.ExclusiveC14N.ToUri());
}
