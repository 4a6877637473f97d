using SdkNode.Node.Tests.Federation.World;

[assembly: AssemblyFixture(typeof(FederationFixture))]

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>The world that the federation's tests share; it is made when the first of them asks for it.</summary>
public sealed class FederationFixture : IAsyncDisposable
{
    private readonly Lazy<Task<TestWorld>> _world = new(() => TestWorld.StartAsync(CancellationToken.None));

    internal Task<TestWorld> WorldAsync() => _world.Value;

    public async ValueTask DisposeAsync()
    {
        if (_world.IsValueCreated && _world.Value.IsCompletedSuccessfully)
        {
            await (await _world.Value).DisposeAsync();
        }
    }
}
