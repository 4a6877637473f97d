namespace SdkNode.Envelope.Opening;

/// <summary>A payload that was taken out of a verified envelope.</summary>
/// <param name="Envelope">The envelope that it came in.</param>
/// <param name="Length">The payload's length in bytes, as written to the output.</param>
/// <param name="RootName">The root element of an XML payload as <c>Q{namespace}local</c>; null for other payloads.</param>
public sealed record OpenedPayload(VerifiedEnvelope Envelope, long Length, string? RootName);
