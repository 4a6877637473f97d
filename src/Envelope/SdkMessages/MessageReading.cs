using SdkNode.Envelope.MessageReceipts;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>What reading a message gave: the message, or the faults of the first stage that failed (RCPT-4), or no XML at all (RCPT-5).</summary>
public sealed record MessageReading
{
    /// <summary>The message; null when it was refused.</summary>
    public SdkMessage? Message { get; init; }

    /// <summary>The faults of the first stage that failed; empty when there are none.</summary>
    public IReadOnlyList<ReceiptLine> Lines { get; init; } = [];

    /// <summary>Why it is no XML that we read, or null. No message receipt is given for it (RCPT-5).</summary>
    public XmlFault? Malformed { get; init; }

    /// <summary>Bytes read.</summary>
    public long Length { get; init; }

    /// <summary>True when the message was accepted.</summary>
    public bool IsAccepted => Message is not null;
}
