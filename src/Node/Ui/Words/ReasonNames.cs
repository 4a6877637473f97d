using SdkNode.Envelope.MessageReceipts;

namespace SdkNode.Node.Ui.Words;

/// <summary>Why a receiver rejected a message, by the detail code of its message receipt (RCPT-4); the receiver's own words follow.</summary>
internal static class ReasonNames
{
    /// <summary>What the code means; null where the step has none, or one that the profile does not name.</summary>
    public static string? Of(string? code, Language l) => code switch
    {
        ReasonCode.Structure => l["Meddelandet är fel uppbyggt", "The message is built wrongly"],
        ReasonCode.Invariant => l["Meddelandet bryter mot en regel", "The message breaks a rule"],
        ReasonCode.Forbidden => l["Skadlig kod", "Malicious content"],
        ReasonCode.TooLong => l["Meddelandet är för stort", "The message is too large"],
        ReasonCode.Duplicate => l["Meddelandets id är redan använt", "The message's id is already used"],
        ReasonCode.NotSupported => l["Filtypen eller referensen stöds inte", "The file type or the reference is not supported"],
        ReasonCode.NotFound => l["Funktionsadressen är okänd hos mottagaren", "The receiver does not know the functional address"],
        ReasonCode.Security => l["Signatur eller kryptering godtogs inte", "Signature or encryption was not accepted"],
        _ => null,
    };
}
