using System.Security.Cryptography;

namespace SdkNode.Security.Signatures;

/// <summary>Algorithm URIs of signatures, digests and transforms, and what they mean here. SHA-1 is not among them.</summary>
public static class SignatureAlgorithms
{
    /// <summary>RSA PKCS#1 v1.5 with SHA-256.</summary>
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    /// <summary>RSA PKCS#1 v1.5 with SHA-384.</summary>
    public const string RsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";

    /// <summary>RSA PKCS#1 v1.5 with SHA-512.</summary>
    public const string RsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";

    /// <summary>SHA-256.</summary>
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>SHA-384.</summary>
    public const string Sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";

    /// <summary>SHA-512.</summary>
    public const string Sha512 = "http://www.w3.org/2001/04/xmlenc#sha512";

    /// <summary>The transform that leaves out the signature itself.</summary>
    public const string EnvelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    /// <summary>The transform of a MIME part's content (WSS SwA 1.1.1, 5.4.2).</summary>
    public const string AttachmentContent = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Content-Signature-Transform";

    /// <summary>The hash of a signature or digest method; null when it is not supported.</summary>
    public static HashAlgorithmName? HashOf(string uri) => uri switch
    {
        RsaSha256 or Sha256 => HashAlgorithmName.SHA256,
        RsaSha384 or Sha384 => HashAlgorithmName.SHA384,
        RsaSha512 or Sha512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>The digest method's URI of a hash.</summary>
    public static string DigestUri(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA256 ? Sha256
        : hash == HashAlgorithmName.SHA384 ? Sha384
        : hash == HashAlgorithmName.SHA512 ? Sha512
        : throw new ArgumentOutOfRangeException(nameof(hash), hash.Name, "No digest method for this hash.");
}
