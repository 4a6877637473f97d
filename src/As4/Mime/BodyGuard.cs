namespace SdkNode.As4.Mime;

/// <summary>What a body is held to.</summary>
/// <param name="MaxBytes">The whole body, bytes at most.</param>
/// <param name="ContentLength">The number of bytes announced, or null.</param>
/// <param name="Grace">Waiting that is always put up with.</param>
/// <param name="MinimumBytesPerSecond">The slowest peer beyond that.</param>
internal sealed record BodyGuard(long MaxBytes, long? ContentLength, TimeSpan Grace, int MinimumBytesPerSecond);
