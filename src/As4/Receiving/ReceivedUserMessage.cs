using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;

namespace SdkNode.As4.Receiving;

/// <summary>
/// A user message whose header WS-Security has verified: signature, every reference in the SOAP part, certificate and party
/// name (AS4-SEC-1..4). Only the receiver can make one. The attachments are verified later, before the commit.
/// </summary>
public sealed class ReceivedUserMessage
{
    internal ReceivedUserMessage(As4UserMessage message, VerifiedSigner signer, As4HttpRequest request, DateTimeOffset receivedAt)
    {
        Message = message;
        SignerCertificate = signer.Certificate;
        SignatureValue = signer.SignatureValue;
        References = signer.References;
        CertificateWarnings = signer.Warnings;
        RemoteAddress = request.RemoteAddress;
        TlsClient = request.TlsClient;
        ReceivedAt = receivedAt;
    }

    /// <summary>The signed header.</summary>
    public As4UserMessage Message { get; }

    /// <summary>The sending access point's certificate, trusted and named as From/PartyId.</summary>
    public X509Certificate2 SignerCertificate { get; }

    /// <summary>The signature value, for the event log (AP-5).</summary>
    public ReadOnlyMemory<byte> SignatureValue { get; }

    /// <summary>What the signature covers.</summary>
    public SignedReferences References { get; }

    /// <summary>What the certificate check had to say short of a refusal, such as revocation not known under a soft policy.</summary>
    public IReadOnlyList<string> CertificateWarnings { get; }

    /// <summary>Where the request came from.</summary>
    public string? RemoteAddress { get; }

    /// <summary>The client certificate of the TLS connection.</summary>
    public X509Certificate2? TlsClient { get; }

    /// <summary>When the header had been verified, UTC.</summary>
    public DateTimeOffset ReceivedAt { get; }
}
