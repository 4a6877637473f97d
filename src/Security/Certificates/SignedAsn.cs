using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>The signed structure that certificates, CRLs and OCSP answers have in common: what is signed, the algorithm, the signature.</summary>
/// <param name="Content">What is signed, DER.</param>
/// <param name="AlgorithmOid">The signature algorithm.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Certificates">The certificates that an OCSP answer carries along.</param>
internal sealed record SignedAsn(
    ReadOnlyMemory<byte> Content,
    string AlgorithmOid,
    ReadOnlyMemory<byte> Signature,
    IReadOnlyList<ReadOnlyMemory<byte>> Certificates)
{
    private static readonly Asn1Tag CertificatesTag = new(TagClass.ContextSpecific, 0);

    /// <summary>Reads the structure.</summary>
    /// <exception cref="AsnContentException">It is not one.</exception>
    public static SignedAsn Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var signed = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var content = signed.ReadEncodedValue();
        var algorithm = signed.ReadSequence().ReadObjectIdentifier();
        var signature = signed.ReadBitString(out _);
        var certificates = new List<ReadOnlyMemory<byte>>();
        if (signed.HasData)
        {
            var list = signed.ReadSequence(CertificatesTag).ReadSequence();
            while (list.HasData)
            {
                certificates.Add(list.ReadEncodedValue());
            }
        }

        signed.ThrowIfNotEmpty();
        return new SignedAsn(content, algorithm, signature, certificates);
    }

    /// <summary>Whether the signer signed it, with an algorithm that is accepted.</summary>
    public bool IsSignedBy(X509Certificate2 signer) =>
        CertificateSignatures.Verify(Content.Span, Signature.Span, AlgorithmOid, signer);

    /// <summary>Whether the issuer's name and key made a certificate.</summary>
    public static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData)
        && Read(certificate.RawData).IsSignedBy(issuer);
}
