using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode status</c> and <c>sdknode participants</c> ask of the running node.</summary>
internal static class StatusCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/status", (NodeStatus status, CancellationToken cancellationToken) => status.ReadAsync(cancellationToken));
        control.MapGet("/participants", (NodeSetup setup) => ParticipantShown.All(setup));
    }
}
