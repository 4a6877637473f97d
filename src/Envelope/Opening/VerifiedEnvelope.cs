using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Opening;

/// <summary>
/// An envelope whose signature is mathematically right (O2O-3). Only the opener makes one. Whether the signer may sign for
/// the sender (O2O-4: chain, revocation, CertPub) is the caller's to decide before it asks for decryption.
/// </summary>
public sealed class VerifiedEnvelope
{
    internal VerifiedEnvelope(XheHeader header, X509Certificate2? signer, byte[] sha256) => (Header, Signer, Sha256) = (header, signer, sha256);

    /// <summary>What the envelope says on its outside, as signed.</summary>
    public XheHeader Header { get; }

    /// <summary>The certificate that the signature verifies with; null under <c>tm-base</c>, where nothing is signed (XHE-10).</summary>
    public X509Certificate2? Signer { get; }

    /// <summary>The digest of the envelope's octets as they were verified: what is decrypted later must be these.</summary>
    internal ReadOnlyMemory<byte> Sha256 { get; }
}
