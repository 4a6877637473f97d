namespace SdkNode.As4.Receiving;

/// <summary>An exception that came out of the consumer, so that it is never taken for the peer's fault; answered EBMS:0202.</summary>
internal sealed class ConsumerException(Exception inner) : Exception("The consumer failed.", inner);
