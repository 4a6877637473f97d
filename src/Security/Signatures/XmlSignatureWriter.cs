using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>Makes ds:Signature elements.</summary>
public static class XmlSignatureWriter
{
    /// <summary>Signs references with RSA-SHA256 and gives the self-contained ds:Signature in UTF-8.</summary>
    /// <param name="references">What is signed, digests included.</param>
    /// <param name="canonicalization">How SignedInfo is canonicalised.</param>
    /// <param name="key">The private key.</param>
    /// <param name="certificate">Its certificate.</param>
    /// <param name="keyInfo">Writes the content of ds:KeyInfo; null: X509Data with the certificate.</param>
    /// <param name="id">The Id of the ds:Signature, or none.</param>
    /// <param name="parent">The element that the signature will be put into: inclusive canonicalisation takes its namespaces in.</param>
    public static byte[] Sign(
        IReadOnlyList<SignatureReference> references,
        CanonicalizationAlgorithm canonicalization,
        RSA key,
        X509Certificate2 certificate,
        Action<XmlWriter>? keyInfo = null,
        string? id = null,
        XmlTreeElement? parent = null) => throw new NotImplementedException();
}
