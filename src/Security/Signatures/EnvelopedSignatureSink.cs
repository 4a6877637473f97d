using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>Digests a document while it passes, without the ds:Signature that is its root's last child, and keeps that signature.</summary>
public sealed class EnvelopedSignatureSink : XmlTokenSink
{
    /// <summary>A sink that digests by a plan; null: <see cref="EnvelopedDigestPlan.Default"/>.</summary>
    public EnvelopedSignatureSink(EnvelopedDigestPlan? plan = null) { _ = plan; }

    /// <summary>The plan that the signature names; null while unknown.</summary>
    public EnvelopedDigestPlan? NamedPlan { get; private set; }

    /// <summary>After EndDocument: structure, digest and value, in this order.</summary>
    public Result<VerifiedEnvelopedSignature, SignatureFault> Verify(SignaturePolicy policy) => throw new NotImplementedException();
}
