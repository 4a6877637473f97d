using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Opening;

/// <summary>An envelope that keeps the rules of the profile; nothing says yet who made it.</summary>
/// <param name="Header">What it says on its outside.</param>
public sealed record UntrustedEnvelope(XheHeader Header);

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

/// <summary>A payload that was taken out of a verified envelope.</summary>
/// <param name="Envelope">The envelope that it came in.</param>
/// <param name="Length">The payload's length in bytes, as written to the output.</param>
/// <param name="RootName">The root element of an XML payload as <c>Q{namespace}local</c>; null for other payloads.</param>
public sealed record OpenedPayload(VerifiedEnvelope Envelope, long Length, string? RootName);
