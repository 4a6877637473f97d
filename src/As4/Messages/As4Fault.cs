namespace SdkNode.As4.Messages;

/// <summary>Why something of a peer's was refused, with the code that it gets (AS4-5).</summary>
/// <param name="Code">The ebMS code; null when the request holds no ebMS message at all, which is an HTTP matter.</param>
/// <param name="RuleId">The rule that is broken.</param>
/// <param name="Detail">For our log. Never sent to the peer, never content.</param>
internal sealed record As4Fault(As4ErrorCode? Code, string RuleId, string Detail)
{
    /// <summary>The HTTP status of an answer with this error; 200 but for limits (AS4-5).</summary>
    public int HttpStatus { get; init; } = 200;

    /// <summary>The line for the log: rule and detail.</summary>
    public string Text => $"{RuleId}: {Detail}";

    /// <summary>A broken header: EBMS:0009.</summary>
    public static As4Fault InvalidHeader(string ruleId, string detail) => new(As4ErrorCode.InvalidHeader, ruleId, detail);

    /// <summary>Security policy not kept: EBMS:0103.</summary>
    public static As4Fault Policy(string ruleId, string detail) => new(As4ErrorCode.PolicyNoncompliance, ruleId, detail);

    /// <summary>Signature, chain or name: EBMS:0101.</summary>
    public static As4Fault Authentication(string ruleId, string detail) => new(As4ErrorCode.FailedAuthentication, ruleId, detail);

    /// <summary>Key, padding or tag: EBMS:0102.</summary>
    public static As4Fault Decryption(string detail) => new(As4ErrorCode.FailedDecryption, "AS4-SEC-2", detail);
}
