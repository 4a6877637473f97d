using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Receipts;

namespace SdkNode.As4.Receiving;

/// <summary>Who signed, once signature, chain and name have been verified.</summary>
internal sealed record VerifiedSigner(
    X509Certificate2 Certificate,
    ReadOnlyMemory<byte> SignatureValue,
    SignedReferences References,
    IReadOnlyList<string> Warnings);
