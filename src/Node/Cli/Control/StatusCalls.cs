using SdkNode.Node.Administration;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode status</c> asks of the running node.</summary>
internal static class StatusCalls
{
    /// <summary>Maps the call below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control) => control.MapGet("/status", (NodeStatus status, CancellationToken cancellationToken) => status.ReadAsync(cancellationToken));
}
