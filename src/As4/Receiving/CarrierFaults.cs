using SdkNode.As4.Messages;
using SdkNode.As4.Mime;

namespace SdkNode.As4.Receiving;

/// <summary>What a fault of the HTTP or MIME layer is answered with (AS4-5).</summary>
internal static class CarrierFaults
{
    /// <summary>The fault; an ebMS error where the message that it is about is known, else an HTTP status alone.</summary>
    public static As4Fault ToFault(MimeException exception, bool messageIsKnown) => exception.Fault switch
    {
        MimeFault.BodyTooLarge => new As4Fault(messageIsKnown ? As4ErrorCode.OtherError : null, "AS4-8", exception.Message) { HttpStatus = 413 },
        MimeFault.TooSlow => new As4Fault(null, "AS4-8", exception.Message) { HttpStatus = 408 },
        MimeFault.WrongLength or MimeFault.ConnectionLost => new As4Fault(null, "AS4-1", exception.Message) { HttpStatus = 400 },
        _ when messageIsKnown => new As4Fault(As4ErrorCode.MimeInconsistency, "AS4-1", exception.Message),
        _ => new As4Fault(null, "AS4-1", exception.Message) { HttpStatus = 400 },
    };
}
