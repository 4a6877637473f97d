using Microsoft.Extensions.Logging;
using SdkNode.Node.Health;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Inbound;

/// <summary>Begins the node's side of each request that comes from a partner.</summary>
internal sealed class InboundTransfers(MessageStore store, ContentStore content, StorageWatch storage, TimeProvider clock, ILogger<InboundTransfer> logger)
{
    /// <summary>One request's consumer.</summary>
    public InboundTransfer Begin(EnvironmentRuntime environment) => new(environment, store, content, storage, clock, logger);
}
