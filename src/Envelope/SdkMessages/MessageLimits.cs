using SdkNode.Security.Xml;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>How large a message may be (MSG-13).</summary>
public sealed record MessageLimits
{
    /// <summary>The decrypted XML in bytes.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>All text but the files' content, in bytes: this much is held in memory.</summary>
    public int MaxTextBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>What we send: 30,000,000 bytes.</summary>
    public static MessageLimits Outgoing { get; } = new() { MaxBytes = 30_000_000 };

    /// <summary>What we accept: 35 MiB.</summary>
    public static MessageLimits Incoming { get; } = new() { MaxBytes = 35 * 1024 * 1024 };

    // The reader counts the bytes itself, so that too large is told as that and not as XML that is refused.
    internal static XmlLimits Xml { get; } = XmlLimits.Envelope with { MaxElements = 100_000, MaxDepth = 64 };
}
