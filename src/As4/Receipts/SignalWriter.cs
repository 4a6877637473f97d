using SdkNode.As4.Messages;
using SdkNode.As4.WsSecurity;
using SdkNode.Security.Certificates;
using SdkNode.Security.Signatures;

namespace SdkNode.As4.Receipts;

/// <summary>Makes the signed signals that we answer with: receipts and errors (AS4-4, AS4-5).</summary>
internal sealed class SignalWriter(KeyPair signing, TimeProvider clock)
{
    /// <summary>A signed receipt over the references of a received message.</summary>
    public Receiving.SignedReceipt Receipt(string refToMessageId, IReadOnlyList<SignatureReference> received, SignedReferences references)
    {
        var messageId = NewMessageId();
        var soap = Sign(messageId, id => MessagingWriter.WriteSignal(
            id, messageId, clock.GetUtcNow(), refToMessageId, writer => NonRepudiation.Write(writer, received)));
        return new Receiving.SignedReceipt { MessageId = messageId, RefToMessageId = refToMessageId, References = references, Body = soap };
    }

    /// <summary>A signed error about a message, or about one whose id could not be read.</summary>
    public byte[] Error(As4Error error, string? messageInError)
    {
        var messageId = NewMessageId();
        var about = error with { RefToMessageInError = messageInError };
        return Sign(messageId, id => MessagingWriter.WriteSignal(
            id, messageId, clock.GetUtcNow(), messageInError, writer => MessagingWriter.WriteError(writer, about)));
    }

    private byte[] Sign(string messageId, Func<string, byte[]> messaging)
    {
        var ids = ElementIds.For(messageId);
        return new EnvelopeWriter(signing).Write(messaging(ids.Messaging), ids.Messaging, ids.Body).Soap;
    }

    private string NewMessageId() => As4MessageIds.New(signing.CommonName);
}
