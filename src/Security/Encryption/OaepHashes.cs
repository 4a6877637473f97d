using System.Security.Cryptography;

namespace SdkNode.Security.Encryption;

/// <summary>The hashes of RSA-OAEP and their URIs as digest and as mask generation.</summary>
internal static class OaepHashes
{
    private static readonly (HashAlgorithmName Hash, string Digest, string Mgf)[] Known =
    [
        (HashAlgorithmName.SHA1, XmlNamespaces.Ds + "sha1", XmlNamespaces.Xenc11 + "mgf1sha1"),
        (HashAlgorithmName.SHA256, XmlNamespaces.Xenc + "sha256", XmlNamespaces.Xenc11 + "mgf1sha256"),
        (HashAlgorithmName.SHA384, "http://www.w3.org/2001/04/xmldsig-more#sha384", XmlNamespaces.Xenc11 + "mgf1sha384"),
        (HashAlgorithmName.SHA512, XmlNamespaces.Xenc + "sha512", XmlNamespaces.Xenc11 + "mgf1sha512"),
    ];

    public static bool IsKnown(HashAlgorithmName hash) => Array.Exists(Known, known => known.Hash == hash);

    public static HashAlgorithmName? FromDigestUri(string? uri) => Find(known => known.Digest == uri);

    public static HashAlgorithmName? FromMgfUri(string? uri) => Find(known => known.Mgf == uri);

    public static string DigestUri(HashAlgorithmName hash) => Array.Find(Known, known => known.Hash == hash).Digest;

    public static string MgfUri(HashAlgorithmName hash) => Array.Find(Known, known => known.Hash == hash).Mgf;

    private static HashAlgorithmName? Find(Predicate<(HashAlgorithmName Hash, string Digest, string Mgf)> match)
    {
        var found = Array.Find(Known, match);
        return found.Digest is null ? null : found.Hash;
    }
}
