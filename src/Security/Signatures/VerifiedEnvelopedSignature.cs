using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Signatures;

/// <summary>An enveloped signature whose mathematics is right. Whether the signer is to be trusted is the caller's to decide.</summary>
/// <param name="Signer">The certificate that came with the signature.</param>
/// <param name="Signature">The signature.</param>
public sealed record VerifiedEnvelopedSignature(X509Certificate2 Signer, XmlSignature Signature);
