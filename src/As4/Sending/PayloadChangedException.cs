namespace SdkNode.As4.Sending;

/// <summary>The stored octets are no longer those that were prepared: other in number. Thrown while the request is written.</summary>
internal sealed class PayloadChangedException() : Exception("The payload's stored octets are not as many as were prepared.");
