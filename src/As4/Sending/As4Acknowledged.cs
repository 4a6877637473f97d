using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;

namespace SdkNode.As4.Sending;

/// <summary>The peer has the message: a valid receipt came back (AS4-4).</summary>
/// <param name="Receipt">The receipt.</param>
/// <param name="Signer">The certificate that signed it: the receiver's.</param>
/// <param name="SignatureValue">The receipt's signature value, for the event log (AP-5).</param>
public sealed record As4Acknowledged(As4Receipt Receipt, X509Certificate2 Signer, ReadOnlyMemory<byte> SignatureValue) : As4SendOutcome
{
    /// <inheritdoc/>
    public override As4Disposition Disposition => As4Disposition.Done;

    /// <inheritdoc/>
    public override string Detail => $"Acknowledged by receipt {Receipt.MessageId}.";
}
