using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Ui.Words.Phrases;

namespace SdkNode.Node.Ui.Words;

/// <summary>The steps of a message's timeline in the words of people.</summary>
internal static class StepWords
{
    /// <summary>What happened. A line of a message receipt (RCPT-4) is told by its detail code, then by its author's own words, in whatever language they are.</summary>
    /// <param name="code">The step's code.</param>
    /// <param name="title">Its detail code, or null.</param>
    /// <param name="detail">What the store says.</param>
    /// <param name="l">The language.</param>
    public static Said Of(string code, string? title, string detail, Language l) =>
        code is not (LineCode.Schema or LineCode.Business or LineCode.Signature) ? Phrasebook.Say(detail, l)
        : Reason(title, l) is { } reason ? new Said($"{reason}: {detail}")
        : new Said(detail);

    private static string? Reason(string? code, Language l) => code switch
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
