using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SdkNode.Security.Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>Makes ds:Signature elements: RSA-SHA256, prefix <c>ds</c>, in the order and with the algorithms that <see cref="XmlSignature"/> accepts.</summary>
public static class XmlSignatureWriter
{
    private static readonly XmlWriterSettings Bare = new() { OmitXmlDeclaration = true, Encoding = new System.Text.UTF8Encoding(false), NamespaceHandling = NamespaceHandling.OmitDuplicates };

    /// <summary>Signs references and gives the self-contained ds:Signature in UTF-8, in exclusive canonical form.</summary>
    /// <param name="references">What is signed, digests included.</param>
    /// <param name="canonicalization">How SignedInfo is canonicalised.</param>
    /// <param name="key">The signer's key pair.</param>
    /// <param name="keyInfo">Writes the content of ds:KeyInfo; null: X509Data with the certificate.</param>
    /// <param name="id">The Id of the ds:Signature, or none.</param>
    /// <param name="parent">The element that the signature will be put into: inclusive canonicalisation takes its namespaces in. Not needed for exclusive.</param>
    public static byte[] Sign(
        IReadOnlyList<SignatureReference> references,
        CanonicalizationAlgorithm canonicalization,
        KeyPair key,
        Action<XmlWriter>? keyInfo = null,
        string? id = null,
        XmlTreeElement? parent = null)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(key);
        keyInfo ??= writer => WriteCertificate(writer, key.Certificate);
        var unsigned = Write(references, canonicalization, "", keyInfo, id);
        var signedInfo = Parse(unsigned, parent).Element(XmlNamespaces.Ds, "SignedInfo")!;
        using var octets = new HashStream(HashAlgorithmName.SHA256);
        Canonicalizer.Write(signedInfo, canonicalization, null, octets);
        var value = key.PrivateKey.SignHash(octets.Finish(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        using var canonical = new MemoryStream();
        var signature = Parse(Write(references, canonicalization, Convert.ToBase64String(value), keyInfo, id), null);
        Canonicalizer.Write(signature, CanonicalizationAlgorithm.ExclusiveC14N, null, canonical);
        return canonical.ToArray();
    }

    private static XmlTreeElement Parse(byte[] signature, XmlTreeElement? parent)
    {
        var builder = parent is null ? new XmlTreeBuilder() : new XmlTreeBuilder(parent);
        var tokenizer = new XmlTokenizer(XmlLimits.Header, builder);
        tokenizer.Write(signature);
        tokenizer.Complete();
        return builder.Build().Root;
    }

    private static byte[] Write(IReadOnlyList<SignatureReference> references, CanonicalizationAlgorithm canonicalization, string value, Action<XmlWriter> keyInfo, string? id)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, Bare))
        {
            writer.WriteStartElement("ds", "Signature", XmlNamespaces.Ds);
            if (id is not null)
            {
                writer.WriteAttributeString("Id", id);
            }

            writer.WriteStartElement("SignedInfo", XmlNamespaces.Ds);
            WriteAlgorithm(writer, "CanonicalizationMethod", canonicalization.ToUri(), []);
            WriteAlgorithm(writer, "SignatureMethod", SignatureAlgorithms.RsaSha256, []);
            foreach (var reference in references)
            {
                WriteReference(writer, reference);
            }

            writer.WriteEndElement();
            writer.WriteElementString("SignatureValue", XmlNamespaces.Ds, value);
            writer.WriteStartElement("KeyInfo", XmlNamespaces.Ds);
            keyInfo(writer);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return output.ToArray();
    }

    private static void WriteReference(XmlWriter writer, SignatureReference reference)
    {
        writer.WriteStartElement("Reference", XmlNamespaces.Ds);
        writer.WriteAttributeString("URI", reference.Uri);
        if (reference.Transforms.Count > 0)
        {
            writer.WriteStartElement("Transforms", XmlNamespaces.Ds);
            foreach (var transform in reference.Transforms)
            {
                WriteAlgorithm(writer, "Transform", transform.Algorithm, transform.InclusivePrefixes);
            }

            writer.WriteEndElement();
        }

        WriteAlgorithm(writer, "DigestMethod", SignatureAlgorithms.DigestUri(reference.Digest), []);
        writer.WriteElementString("DigestValue", XmlNamespaces.Ds, Convert.ToBase64String(reference.DigestValue.Span));
        writer.WriteEndElement();
    }

    private static void WriteAlgorithm(XmlWriter writer, string element, string algorithm, IReadOnlyList<string> inclusivePrefixes)
    {
        writer.WriteStartElement(element, XmlNamespaces.Ds);
        writer.WriteAttributeString("Algorithm", algorithm);
        if (inclusivePrefixes.Count > 0)
        {
            writer.WriteStartElement("ec", "InclusiveNamespaces", XmlNamespaces.ExcC14N);
            writer.WriteAttributeString("PrefixList", string.Join(' ', inclusivePrefixes));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteCertificate(XmlWriter writer, X509Certificate2 certificate)
    {
        writer.WriteStartElement("X509Data", XmlNamespaces.Ds);
        writer.WriteElementString("X509Certificate", XmlNamespaces.Ds, Convert.ToBase64String(certificate.RawData));
        writer.WriteEndElement();
    }
}
