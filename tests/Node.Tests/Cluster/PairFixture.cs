using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>A federation with a participant that two nodes serve.</summary>
public sealed class PairFixture(FederationFixture federation, PostgresFixture postgres) : IAsyncLifetime
{
    internal TestWorld World { get; private set; } = null!;

    internal NodePair Pair { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await federation.WorldAsync();
        Pair = await NodePair.StartAsync(World, "tvilling", await postgres.CreateDatabaseAsync(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (Pair is not null)
        {
            await Pair.DisposeAsync();
        }
    }
}
