using SdkNode.Node.Health;

namespace SdkNode.Node.Lifecycle;

/// <summary>What work that runs has to go by: how far a stop has come, and whether the store can be used.</summary>
internal sealed record RunConditions(Drain Drain, StorageWatch Storage);
