namespace SdkNode.As4.Receiving;

/// <summary>What a request may cost us at most; every limit is kept while reading (AS4-8, DESIGN 4).</summary>
public sealed record As4Limits
{
    /// <summary>The whole HTTP body, bytes. Beyond it: HTTP 413.</summary>
    public long MaxRequestBytes { get; init; } = 400L * 1024 * 1024;

    /// <summary>One decoded payload, bytes. Beyond it: HTTP 413.</summary>
    public long MaxPayloadBytes { get; init; } = 400L * 1024 * 1024;

    /// <summary>How many times a gzip stream may grow; beyond it EBMS:0303. Looked at from 1 MiB of output on.</summary>
    public int MaxGunzipRatio { get; init; } = 100;

    /// <summary>The SOAP part, bytes.</summary>
    public int MaxSoapBytes { get; init; } = 1024 * 1024;

    /// <summary>MIME parts, the SOAP part included.</summary>
    public int MaxParts { get; init; } = 16;

    /// <summary>The headers of one MIME part, bytes.</summary>
    public int MaxPartHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>The number of headers of one MIME part.</summary>
    public int MaxPartHeaders { get; init; } = 32;

    /// <summary>How long a peer may be silent or slow before <see cref="MinimumBytesPerSecond"/> counts.</summary>
    public TimeSpan SlowPeerGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The slowest sender, bytes per second over the whole request; below it the request is cut: HTTP 408.</summary>
    public int MinimumBytesPerSecond { get; init; } = 4 * 1024;
}
