using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;
using SdkNode.Security;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>
/// A message's signature once it verifies: the value, and every reference inside the SOAP part. The attachments are digested
/// later, as they pass. Whom the certificate belongs to is not judged here.
/// </summary>
internal sealed class HeaderSignature
{
    private HeaderSignature(XmlSignature signature, TokenCertificate token, IReadOnlyDictionary<string, SignatureReference> attachments)
    {
        (Value, Signer, SentCertificates, Attachments, Sources) = (signature.Value, token.Certificate, token.Others, attachments, signature.References);
        References = new SignedReferences(signature.References.Select(reference =>
            new ReferenceDigest(reference.Uri, Convert.ToBase64String(reference.DigestValue.Span))));
    }

    /// <summary>The signature value.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The certificate whose key made it.</summary>
    public X509Certificate2 Signer { get; }

    /// <summary>Certificates that came along, for the chain.</summary>
    public IReadOnlyList<X509Certificate2> SentCertificates { get; }

    /// <summary>The references to attachments by Content-ID.</summary>
    public IReadOnlyDictionary<string, SignatureReference> Attachments { get; }

    /// <summary>Every reference as received, for the receipt (AS4-4).</summary>
    public IReadOnlyList<SignatureReference> Sources { get; }

    /// <summary>Every reference as URI and digest.</summary>
    public SignedReferences References { get; }

    /// <summary>Verifies the signature over the SOAP part (AS4-SEC-1, AS4-SEC-3).</summary>
    /// <param name="soap">The envelope.</param>
    /// <param name="header">Its security header.</param>
    /// <param name="known">Certificates that the signer may name instead of sending.</param>
    public static Result<HeaderSignature, As4Fault> Verify(SoapMessage soap, SecurityHeader header, IReadOnlyList<X509Certificate2> known)
    {
        if (!XmlSignature.Read(header.Signature, SignaturePolicy.WsSecurity).TryGet(out var signature, out var fault))
        {
            return Map(fault);
        }

        if (new TokenResolver(soap, header, known).Resolve(signature.KeyInfo) is not { } token)
        {
            return As4Fault.Authentication("AS4-SEC-1", "The signature's KeyInfo leads to no certificate.");
        }

        if (!signature.VerifyValue(token.Certificate).TryGet(out _, out fault))
        {
            return Map(fault);
        }

        return ReferencedParts.Check(soap, header, signature).TryGet(out var attachments, out var refusal)
            ? new HeaderSignature(signature, token, attachments)
            : refusal;
    }

    private static As4Fault Map(SignatureFault fault) => fault.Kind switch
    {
        SignatureFaultKind.Missing or SignatureFaultKind.AlgorithmNotAllowed or SignatureFaultKind.ReferenceNotAllowed or SignatureFaultKind.ReferenceMissing
            => As4Fault.Policy("AS4-SEC-1", fault.Detail),
        _ => As4Fault.Authentication("AS4-SEC-1", fault.Detail),
    };
}
