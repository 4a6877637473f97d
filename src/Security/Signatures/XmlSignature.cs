using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>A ds:Signature whose structure and algorithms have been accepted; nothing of it has been evaluated yet.</summary>
public sealed class XmlSignature
{
    private XmlSignature() => References = [];

    /// <summary>The references, in order.</summary>
    public IReadOnlyList<SignatureReference> References { get; }

    /// <summary>ds:KeyInfo, or null.</summary>
    public XmlTreeElement? KeyInfo { get; }

    /// <summary>The signature value.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The signature method's URI.</summary>
    public string SignatureMethod { get; } = "";

    /// <summary>Reads a ds:Signature strictly.</summary>
    public static Result<XmlSignature, SignatureFault> Read(XmlTreeElement signature, SignaturePolicy policy) => throw new NotImplementedException();

    /// <summary>Verifies the value over the canonical SignedInfo with the certificate's key.</summary>
    public Result<XmlSignature, SignatureFault> VerifyValue(X509Certificate2 signer) => throw new NotImplementedException();

    /// <summary>The certificate of KeyInfo/X509Data/X509Certificate, or null.</summary>
    public X509Certificate2? X509DataCertificate() => throw new NotImplementedException();
}
