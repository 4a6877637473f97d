using SdkNode.As4.Messages;
using SdkNode.As4.Sending;

namespace SdkNode.Node.Outbound;

/// <summary>What an administrator can do about a message, or a ping, that got no valid receipt.</summary>
internal static class SendRemedies
{
    /// <summary>What to do; null when there is nothing to be done.</summary>
    public static string? For(As4SendOutcome outcome) => outcome switch
    {
        As4Acknowledged => null,
        As4Failed failed => For(failed.Failure),
        As4PeerError { IsSigned: true, Error.Known: As4ErrorCode.FailedAuthentication } =>
            "The access point does not accept our signature: compare our access point certificate with the one that the directory publishes for us (sdknode lookup OUR-PARTICIPANT, sdknode certs check).",
        As4PeerError { IsSigned: true } => "The access point was reached and refused it. Its words say why; ask its operator. One that refuses a ping because it does not offer the test service may still take messages.",
        _ => "The access point answered with an error that it has not validly signed. Ask its operator; if it has changed its certificate, try again with sdknode lookup PARTICIPANT --refresh.",
    };

    private static string For(As4SendFailure failure) => failure switch
    {
        As4SendFailure.NotConnected => "Check that this machine may reach the address (firewall, DNS, proxy), that its TLS certificate names the host and that both sides trust each other's TLS certificates; if that is so, the access point is down: tell its operator.",
        As4SendFailure.ConnectionLost => "Try again. If it happens each time, the access point may not accept our TLS client certificate: ask its operator.",
        As4SendFailure.TimedOut => "The access point is reached but does not answer in time: tell its operator.",
        As4SendFailure.Busy => "The access point has too much to do just now. Try again later.",
        As4SendFailure.TooLarge => "The access point, or something between here and it, refuses messages of this size: ask its operator.",
        As4SendFailure.NotAs4 => "Something other than an access point answers at this address, such as a proxy or a web page: compare it with what the operator has registered.",
        As4SendFailure.MissingReceipt => "The access point gave no receipt, which the profile demands: tell its operator.",
        As4SendFailure.InvalidReceipt => "The receipt does not hold. If the access point has changed its certificate, try again with sdknode lookup PARTICIPANT --refresh; else tell its operator.",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "No remedy is written for this failure."),
    };
}
