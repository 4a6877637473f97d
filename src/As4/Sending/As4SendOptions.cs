using SdkNode.Security.Encryption;

namespace SdkNode.As4.Sending;

/// <summary>How one environment sends.</summary>
public sealed record As4SendOptions
{
    /// <summary>Whether a <c>wsu:Timestamp</c> is sent and signed (AS4-SEC-1); default off.</summary>
    public bool SendTimestamp { get; init; }

    /// <summary>How long a sent <c>wsu:Timestamp</c> is valid.</summary>
    public TimeSpan TimestampLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The content cipher (AS4-SEC-2): AES-GCM only.</summary>
    public ContentCipher Cipher { get; init; } = ContentCipher.Aes128Gcm;

    /// <summary>How long to wait for the answer once the request is sent, and for the connection.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The slowest connection that is put up with, bytes per second: it sets how long sending may take.</summary>
    public int MinimumBytesPerSecond { get; init; } = 16 * 1024;

    /// <summary>The longest answer that is read, bytes.</summary>
    public int MaxAnswerBytes { get; init; } = 1024 * 1024;
}
