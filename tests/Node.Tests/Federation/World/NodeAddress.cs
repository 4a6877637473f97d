using SdkNode.Node.Demo;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>What a partner knows of a node, be it in this process or in one of its own.</summary>
internal sealed record NodeAddress(DemoParty Party, DemoKeys Keys, Uri Address)
{
    public static implicit operator NodeAddress(DemoNode node) => new(node.Party, node.Keys, node.Address);

    public static implicit operator NodeAddress(NodeProcess node) => new(node.Party, node.Keys, node.Address);
}
