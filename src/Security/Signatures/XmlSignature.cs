using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>
/// A ds:Signature of the one structure that is accepted, with algorithms of the policy: SignedInfo, SignatureValue, at most one KeyInfo,
/// nothing else (no Object). Reading it evaluates nothing: no transform is applied, no key used.
/// </summary>
public sealed class XmlSignature
{
    private readonly SignedInfo _signedInfo;

    private XmlSignature(SignedInfo signedInfo, byte[] value, XmlTreeElement? keyInfo) =>
        (_signedInfo, Value, KeyInfo) = (signedInfo, value, keyInfo);

    /// <summary>The references, in order.</summary>
    public IReadOnlyList<SignatureReference> References => _signedInfo.References;

    /// <summary>ds:KeyInfo, or null.</summary>
    public XmlTreeElement? KeyInfo { get; }

    /// <summary>The signature value.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The signature method's URI.</summary>
    public string SignatureMethod => _signedInfo.SignatureMethod;

    /// <summary>How SignedInfo is canonicalised.</summary>
    public CanonicalizationAlgorithm Canonicalization => _signedInfo.Canonicalization;

    /// <summary>Reads a ds:Signature strictly (O2O-3, AS4-SEC-1, AS4-SEC-3, DIR-3).</summary>
    public static Result<XmlSignature, SignatureFault> Read(XmlTreeElement signature, SignaturePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(policy);
        if (!signature.Is(XmlNamespaces.Ds, "Signature"))
        {
            return SignatureElements.Malformed(signature, "it is no ds:Signature");
        }

        if (!SignatureElements.Of(signature, "Id").TryGet(out var children, out var fault))
        {
            return fault;
        }

        if (children.Take(XmlNamespaces.Ds, "SignedInfo") is not { } signedInfoElement)
        {
            return children.Expected("SignedInfo");
        }

        if (children.Take(XmlNamespaces.Ds, "SignatureValue") is not { } valueElement)
        {
            return children.Expected("SignatureValue");
        }

        var keyInfo = children.Take(XmlNamespaces.Ds, "KeyInfo");
        if (children.Rest() is { } rest)
        {
            return rest;
        }

        if (!new SignatureReader(policy).ReadSignedInfo(signedInfoElement).TryGet(out var signedInfo, out fault)
            || !SignatureReader.ReadBase64(valueElement).TryGet(out var value, out fault))
        {
            return fault;
        }

        return new XmlSignature(signedInfo, value, keyInfo);
    }

    /// <summary>Verifies the value over the canonical SignedInfo with the certificate's key. Digests of references are the caller's.</summary>
    public Result<XmlSignature, SignatureFault> VerifyValue(X509Certificate2 signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var hash = SignatureAlgorithms.HashOf(SignatureMethod) ?? throw new InvalidOperationException($"The policy allows {SignatureMethod}, which is not implemented.");
        using var octets = new HashStream(hash);
        Canonicalizer.Write(_signedInfo.Element, Canonicalization, _signedInfo.InclusivePrefixes, octets);
        try
        {
            using var key = signer.GetRSAPublicKey();
            if (key is null)
            {
                return new SignatureFault(SignatureFaultKind.AlgorithmNotAllowed, "The signer's key is no RSA key.");
            }

            if (key.VerifyHash(octets.Finish(), Value.Span, hash, RSASignaturePadding.Pkcs1))
            {
                return this;
            }
        }
        catch (CryptographicException)
        {
            // The certificate came with the message: its key may be no key at all.
        }

        return new SignatureFault(SignatureFaultKind.ValueMismatch, "The signature value does not verify with the certificate's key.");
    }

    /// <summary>
    /// The signer's certificate of KeyInfo/X509Data/X509Certificate, or null. Of several, which may be a chain, it is the one that issued
    /// none of the others.
    /// </summary>
    public X509Certificate2? X509DataCertificate() => KeyInfo is null ? null : SignerCertificate.In(KeyInfo);
}
