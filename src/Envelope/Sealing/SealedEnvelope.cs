namespace SdkNode.Envelope.Sealing;

/// <summary>An envelope that was written.</summary>
/// <param name="Length">Its length in bytes.</param>
public sealed record SealedEnvelope(long Length);
