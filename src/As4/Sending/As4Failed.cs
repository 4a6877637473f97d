using SdkNode.As4.Messages;

namespace SdkNode.As4.Sending;

/// <summary>No valid receipt and no ebMS error came back.</summary>
/// <param name="Failure">What kind of failure.</param>
/// <param name="Reason">What happened, for an administrator.</param>
public sealed record As4Failed(As4SendFailure Failure, string Reason) : As4SendOutcome
{
    /// <summary>How long the peer asks us to wait (Retry-After), or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The code to report on our side: 0005 when the peer was never reached, 0302 for a bad receipt, else 0301.</summary>
    public As4ErrorCode Code => Failure switch
    {
        As4SendFailure.InvalidReceipt => As4ErrorCode.InvalidReceipt,
        As4SendFailure.NotConnected => As4ErrorCode.ConnectionFailure,
        _ when !RequestFullySent => As4ErrorCode.ConnectionFailure,
        _ => As4ErrorCode.MissingReceipt,
    };

    /// <inheritdoc/>
    public override As4Disposition Disposition => As4Dispositions.ForFailure(Failure);

    /// <inheritdoc/>
    public override string Detail => Reason;
}
