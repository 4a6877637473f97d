using SdkNode.As4.Messages;

namespace SdkNode.As4.Sending;

/// <summary>What is reported to the producer when the tries are used up without a valid receipt (AS4-7, AS4-10).</summary>
/// <param name="PeerMayHaveIt">Whether any try was fully sent: then the message receipt decides, else the exchange has failed.</param>
public sealed record As4UsedUp(bool PeerMayHaveIt)
{
    /// <summary>EBMS:0301 MissingReceipt.</summary>
    public As4Error Error { get; } = As4Error.Make(As4ErrorCode.MissingReceipt);

    /// <summary>The report for tries that ended so.</summary>
    public static As4UsedUp After(IEnumerable<As4SendOutcome> tries) => new(tries.Any(one => one.RequestFullySent));
}
