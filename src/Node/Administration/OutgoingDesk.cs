using SdkNode.Node.Audit;
using SdkNode.Node.Jobs;
using SdkNode.Node.Outbound;

namespace SdkNode.Node.Administration;

/// <summary>Holds outgoing messages and releases them, and writes to the security log who did.</summary>
internal sealed class OutgoingDesk(OutgoingHold hold, SecurityLog security, WorkRunner runner)
{
    /// <summary>Sends nothing from now on. Where that is so already the earlier reason stays, as the answer says.</summary>
    /// <param name="reason">Why; it stands on record and in the alarm.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<OutgoingState> HoldAsync(string reason, string by, CancellationToken cancellationToken)
    {
        if (await hold.HoldAsync(reason, cancellationToken))
        {
            await security.WriteAsync(SecurityLog.OutgoingHeld, by, null, reason, CancellationToken.None);
        }

        return await OutgoingState.OfAsync(hold, cancellationToken);
    }

    /// <summary>Sends what was held.</summary>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<OutgoingState> ReleaseAsync(string by, CancellationToken cancellationToken)
    {
        if (await hold.ReleaseAsync(by, cancellationToken))
        {
            await security.WriteAsync(SecurityLog.OutgoingReleased, by, null, null, CancellationToken.None);
        }

        runner.Signal();
        return await OutgoingState.OfAsync(hold, cancellationToken);
    }
}
