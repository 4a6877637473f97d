using SdkNode.As4.Sending;
using SdkNode.Routing;

namespace SdkNode.Node.Outbound;

/// <summary>Whether one try may be made, and the place to say how it ended.</summary>
internal sealed class AccessPointPermit(AccessPointBreaker breaker, BreakerState state, ReceiverRoute route) : IDisposable
{
    private bool _reported;

    /// <summary>Why the try is not made, or null.</summary>
    public string? Refusal => state.IsOpen
        ? $"Not tried: the access point {route.PartyId} at {route.Endpoint} has not answered since {state.Since:yyyy-MM-dd HH:mm}Z; it is asked again at {state.Until:yyyy-MM-dd HH:mm:ss}Z. The last fault was: {state.Fault}"
        : null;

    /// <summary>Tells how the try ended.</summary>
    public BreakerChange Report(As4SendOutcome outcome)
    {
        _reported = true;
        return IsSilence(outcome) ? breaker.Failed(outcome.Detail, state.IsProbe) : breaker.Answered();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (state.IsProbe && !_reported)
        {
            breaker.GiveUpProbe();
        }
    }

    // What says nothing but that nobody is there. An AS4 error, signed or not, is an answer.
    private static bool IsSilence(As4SendOutcome outcome) => outcome is As4Failed failed
        && (failed.Failure is As4SendFailure.NotConnected or As4SendFailure.ConnectionLost or As4SendFailure.TimedOut
            || (failed.Failure is As4SendFailure.Busy or As4SendFailure.NotAs4 && outcome.HttpStatus is 502 or 503 or 504));
}
