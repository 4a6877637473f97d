namespace SdkNode.Node.Store;

/// <summary>
/// The store cannot be used just now, met in the middle of somebody else's stream (ADR 2). No <see cref="IOException"/>, because it must
/// not be taken for a fault of the network that the stream goes to; the cause is inside (<see cref="StorageFault.Of"/>).
/// </summary>
internal sealed class StoreUnusableException(IOException cause) : Exception(cause.Message, cause);
