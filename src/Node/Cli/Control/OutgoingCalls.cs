using SdkNode.Node.Audit;
using SdkNode.Node.Jobs;
using SdkNode.Node.Outbound;

namespace SdkNode.Node.Cli.Control;

/// <summary>How it stands with outgoing messages.</summary>
/// <param name="HeldSince">Since when nothing is sent; null: all is sent.</param>
/// <param name="Reason">Why.</param>
/// <param name="Waiting">How many messages and message receipts wait to be sent.</param>
internal sealed record OutgoingState(DateTimeOffset? HeldSince, string? Reason, int Waiting)
{
    /// <summary>How it stands now.</summary>
    public static async Task<OutgoingState> OfAsync(OutgoingHold hold, CancellationToken cancellationToken)
    {
        var held = await hold.FindAsync(cancellationToken);
        return new OutgoingState(held?.ChangedAt, held?.Value, await hold.CountWaitingAsync(cancellationToken));
    }
}

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
