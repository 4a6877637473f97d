using SdkNode.Node.Outbound;

namespace SdkNode.Node.Administration;

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
