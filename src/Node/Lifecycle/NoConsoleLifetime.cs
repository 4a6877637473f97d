using Microsoft.Extensions.Hosting;

namespace SdkNode.Node.Lifecycle;

/// <summary>The host hears no signals: the console's lifetime would stop it at once, and past <see cref="Drain"/>.</summary>
internal sealed class NoConsoleLifetime : IHostLifetime
{
    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
