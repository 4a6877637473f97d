using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>A transform of a reference.</summary>
/// <param name="Algorithm">Its URI.</param>
/// <param name="InclusivePrefixes">The prefixes of <c>ec:InclusiveNamespaces</c>; <c>#default</c> is the default namespace.</param>
public sealed record ReferenceTransform(string Algorithm, IReadOnlyList<string> InclusivePrefixes)
{
    /// <summary>A transform without parameters.</summary>
    public ReferenceTransform(string algorithm)
        : this(algorithm, [])
    {
    }
}

/// <summary>One reference of a signature: what is signed, how it becomes octets, and their digest.</summary>
public sealed class SignatureReference
{
    /// <summary>A reference to be signed.</summary>
    public SignatureReference(string uri, IReadOnlyList<ReferenceTransform> transforms, HashAlgorithmName digest, ReadOnlyMemory<byte> digestValue, XmlTreeElement? source = null) =>
        (Uri, Transforms, Digest, DigestValue, Source) = (uri, transforms, digest, digestValue, source);

    /// <summary>What is referred to: empty (the document), <c>#id</c> or <c>cid:…</c>.</summary>
    public string Uri { get; }

    /// <summary>The transforms in order.</summary>
    public IReadOnlyList<ReferenceTransform> Transforms { get; }

    /// <summary>The hash.</summary>
    public HashAlgorithmName Digest { get; }

    /// <summary>The digest.</summary>
    public ReadOnlyMemory<byte> DigestValue { get; }

    /// <summary>The ds:Reference as received; null for one of our own.</summary>
    public XmlTreeElement? Source { get; }

    /// <summary>A reference by id to an element, exclusive C14N and SHA-256 (AS4-SEC-1).</summary>
    public static SignatureReference ToElement(XmlTreeElement element, string id, params IReadOnlyList<string> inclusivePrefixes)
    {
        var digest = DigestOf(element, CanonicalizationAlgorithm.ExclusiveC14N, inclusivePrefixes, HashAlgorithmName.SHA256);
        return new SignatureReference("#" + id, [new ReferenceTransform(XmlNamespaces.ExcC14N, inclusivePrefixes)], HashAlgorithmName.SHA256, digest);
    }

    /// <summary>A reference to an attachment's octets (AS4-SEC-1).</summary>
    /// <param name="contentId">The part's Content-ID without angle brackets.</param>
    /// <param name="sha256">The SHA-256 of the part's content.</param>
    public static SignatureReference ToAttachment(string contentId, ReadOnlyMemory<byte> sha256) =>
        new("cid:" + contentId, [new ReferenceTransform(SignatureAlgorithms.AttachmentContent)], HashAlgorithmName.SHA256, sha256);

    /// <summary>
    /// True when the digest is that of the element's canonical octets under this reference's transforms: none (inclusive C14N 1.0) or one
    /// canonicalisation. With any other transform it is false.
    /// </summary>
    public bool IsDigestOf(XmlTreeElement element)
    {
        var algorithm = Transforms.Count switch
        {
            0 => CanonicalizationAlgorithm.InclusiveC14N10,
            1 => CanonicalizationAlgorithms.FromUri(Transforms[0].Algorithm),
            _ => null,
        };
        return algorithm is { } known
            && Canonicalizer.CanWrite(element, known)
            && HasDigest(DigestOf(element, known, Transforms.Count == 0 ? [] : Transforms[0].InclusivePrefixes, Digest));
    }

    /// <summary>True when the digest is this one; compares in constant time.</summary>
    public bool HasDigest(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(DigestValue.Span, digest);

    private static byte[] DigestOf(XmlTreeElement element, CanonicalizationAlgorithm algorithm, IReadOnlyList<string> prefixes, HashAlgorithmName hash)
    {
        using var octets = new HashStream(hash);
        Canonicalizer.Write(element, algorithm, prefixes, octets);
        return octets.Finish();
    }
}
