using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>Verifies the enveloped signature of a whole document (O2O-3, DIR-3).</summary>
public static class EnvelopedSignature
{
    /// <summary>Verifies a document in memory.</summary>
    public static Result<VerifiedEnvelopedSignature, SignatureFault> Verify(XmlTree document, SignaturePolicy policy) => throw new NotImplementedException();
}
