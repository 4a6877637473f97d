namespace SdkNode.Envelope.MessageReceipts;

/// <summary>Line codes of a message receipt (RCPT-4).</summary>
public static class LineCode
{
    /// <summary>Schema fault.</summary>
    public const string Schema = "SV";

    /// <summary>Fault of a content or logical rule.</summary>
    public const string Business = "BV";

    /// <summary>Fault of signature, signer or encryption.</summary>
    public const string Signature = "SIG";
}

/// <summary>Detail codes of a message receipt's lines (RCPT-4).</summary>
public static class ReasonCode
{
    /// <summary>Schema fault, or a label that is too long.</summary>
    public const string Structure = "structure";

    /// <summary>A rule is not kept.</summary>
    public const string Invariant = "invariant";

    /// <summary>Malicious content.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Too large.</summary>
    public const string TooLong = "too-long";

    /// <summary>The messageId is already used.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>File type, or reference, that is not supported.</summary>
    public const string NotSupported = "not-supported";

    /// <summary>The functional address is unknown.</summary>
    public const string NotFound = "not-found";

    /// <summary>Disagreement with the envelope; signature, signer, encryption.</summary>
    public const string Security = "security";
}

/// <summary>One fault of a message as its receipt tells it (RCPT-4).</summary>
/// <param name="Code">The line's ResponseCode: SV, BV or SIG.</param>
/// <param name="Reason">StatusReasonCode, such as <c>invariant</c>; null when a peer sent none.</param>
/// <param name="Text">StatusReason: what and where, never content of a label.</param>
/// <param name="LineId">An XPath to the place, or <c>NA</c>.</param>
public sealed record ReceiptLine(string Code, string? Reason, string Text, string LineId = ReceiptLine.NoLine)
{
    /// <summary>The LineID of a fault that has no place.</summary>
    public const string NoLine = "NA";

    /// <summary>A line whose text ends with the place: <c>… | at path /a/b</c>.</summary>
    public static ReceiptLine At(string code, string reason, string text, string path) => new(code, reason, $"{text} | at path {path}", path);

    /// <summary>The line for a signature, signer or encryption that is not right (RCPT-4). Says nothing of why: that is for our own log.</summary>
    public static ReceiptLine Security(string text) => new(LineCode.Signature, ReasonCode.Security, text);
}
