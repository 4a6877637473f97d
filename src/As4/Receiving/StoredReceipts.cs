using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;

namespace SdkNode.As4.Receiving;

/// <summary>Whether a stored receipt answers a duplicate (AS4-7).</summary>
internal static class StoredReceipts
{
    /// <summary>True when the receipt is about that message and acknowledges the same references.</summary>
    public static bool Matches(ReadOnlyMemory<byte> stored, ReceivedUserMessage message) =>
        SoapMessage.Read(stored.Span).TryGet(out var soap, out _)
        && SignalReader.Read(soap.Messaging).TryGet(out var signal, out _)
        && signal.RefToMessageId == message.Message.MessageId
        && signal.Receipt is not null
        && NonRepudiation.Read(signal.Receipt).TryGet(out var references, out _)
        && references.Equals(message.References);
}
