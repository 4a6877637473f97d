using SdkNode.Security.Xml;

namespace SdkNode.As4.Messages;

/// <summary>An <c>eb:SignalMessage</c>: a receipt, errors, or both.</summary>
internal sealed record As4Signal
{
    /// <summary>The signal's own MessageId.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The message that it is about, or null.</summary>
    public string? RefToMessageId { get; init; }

    /// <summary>The <c>eb:Receipt</c>, or null.</summary>
    public XmlTreeElement? Receipt { get; init; }

    /// <summary>The errors.</summary>
    public required IReadOnlyList<As4Error> Errors { get; init; }
}
