using SdkNode.Node.Administration;
using SdkNode.Node.Audit;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode outgoing</c> asks of the running node.</summary>
internal static class OutgoingCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/outgoing", OutgoingState.OfAsync);
        control.MapPost("/outgoing/hold", (OutgoingDesk desk, string reason, CancellationToken cancellationToken) => desk.HoldAsync(reason, SecurityLog.Local, cancellationToken));
        control.MapPost("/outgoing/release", (OutgoingDesk desk, string by, CancellationToken cancellationToken) => desk.ReleaseAsync(by, cancellationToken));
    }
}
