using SdkNode.Node.Store;

namespace SdkNode.Node.Health;

/// <summary>One thing that the node needs to be ready.</summary>
/// <param name="Name">A short name; a contract with whoever watches the node (docs/operations/run.md).</param>
/// <param name="Detail">What is wrong; null when it is in order.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record HealthCheck(string Name, string? Detail = null, string? Remedy = null)
{
    /// <summary>Whether it is in order.</summary>
    public bool Ok => Detail is null;

    /// <summary>A check of the store.</summary>
    public static HealthCheck Of(string name, StorageFault? fault) => new(name, fault?.Detail, fault?.Remedy);
}
