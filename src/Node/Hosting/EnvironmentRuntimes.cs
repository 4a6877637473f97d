namespace SdkNode.Node.Hosting;

/// <summary>The environments of this node by name.</summary>
internal sealed class EnvironmentRuntimes(IReadOnlyList<EnvironmentRuntime> environments) : IDisposable
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<EnvironmentRuntime> All => environments;

    /// <summary>The environment of that name.</summary>
    /// <exception cref="InvalidOperationException">The settings no longer name it; its messages wait until they do.</exception>
    public EnvironmentRuntime this[string name] => Find(name)
        ?? throw new InvalidOperationException($"The store holds messages of the environment \"{name}\", which the settings no longer name. Put it back, or end the messages.");

    /// <summary>The environment of that name, or null.</summary>
    public EnvironmentRuntime? Find(string name) => environments.FirstOrDefault(environment => environment.Setup.Name == name);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var environment in environments)
        {
            environment.Dispose();
        }
    }
}
