using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Opening;

/// <summary>What a refused envelope leads to.</summary>
public enum EnvelopeDisposition
{
    /// <summary>No conforming envelope: the access point answers XHE_NOT_COMPLIANT (XHE-11), no message receipt (RCPT-5).</summary>
    NotCompliant,

    /// <summary>A message receipt REJECTED with <see cref="EnvelopeFault.Line"/>: SIG, security (O2O-3, RCPT-4).</summary>
    Reject,

    /// <summary>Recorded and an alarm raised, no message receipt: undecryptable or malformed payload (RCPT-5).</summary>
    NoReceipt,
}

/// <summary>Why an envelope was refused, and what follows from it.</summary>
public sealed record EnvelopeFault
{
    /// <summary>What follows.</summary>
    public required EnvelopeDisposition Disposition { get; init; }

    /// <summary>For our own log: what was wrong, without content or key material. Peers are told nothing of it.</summary>
    public required string Detail { get; init; }

    /// <summary>Every rule that was broken; at least one.</summary>
    public required IReadOnlyList<RuleFault> Rules { get; init; }

    /// <summary>The header, where the envelope's rules were kept.</summary>
    public XheHeader? Header { get; init; }

    /// <summary>The receipt's line when <see cref="Disposition"/> is <see cref="EnvelopeDisposition.Reject"/>.</summary>
    public ReceiptLine? Line { get; init; }

    internal static EnvelopeFault NotCompliant(IReadOnlyList<RuleFault> rules) => new()
    {
        Disposition = EnvelopeDisposition.NotCompliant,
        Detail = string.Join("; ", rules),
        Rules = rules,
    };

    internal static EnvelopeFault Reject(XheHeader header, RuleFault rule, string lineText) => new()
    {
        Disposition = EnvelopeDisposition.Reject,
        Detail = rule.ToString(),
        Rules = [rule],
        Header = header,
        Line = ReceiptLine.Security(lineText),
    };

    internal static EnvelopeFault NoReceipt(XheHeader header, RuleFault rule) => new()
    {
        Disposition = EnvelopeDisposition.NoReceipt,
        Detail = rule.ToString(),
        Rules = [rule],
        Header = header,
    };
}
