using SdkNode.Node.Administration;
using SdkNode.Node.Audit;
using SdkNode.Node.Jobs;
using SdkNode.Node.Outbound;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode outgoing</c> asks of the running node.</summary>
internal static class OutgoingCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/outgoing", OutgoingState.OfAsync);
        control.MapPost("/outgoing/hold", async (OutgoingHold hold, SecurityLog security, string reason, CancellationToken cancellationToken) =>
        {
            await hold.HoldAsync(reason, cancellationToken);
            await security.WriteAsync(SecurityLog.OutgoingHeld, SecurityLog.Local, null, reason, cancellationToken);
            return await OutgoingState.OfAsync(hold, cancellationToken);
        });
        control.MapPost("/outgoing/release", async (OutgoingHold hold, SecurityLog security, WorkRunner runner, string by, CancellationToken cancellationToken) =>
        {
            if (await hold.ReleaseAsync(by, cancellationToken))
            {
                await security.WriteAsync(SecurityLog.OutgoingReleased, by, null, null, cancellationToken);
            }

            runner.Signal();
            return await OutgoingState.OfAsync(hold, cancellationToken);
        });
    }
}
