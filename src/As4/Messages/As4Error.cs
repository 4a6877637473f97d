using System.Globalization;

namespace SdkNode.As4.Messages;

/// <summary>One <c>eb:Error</c> (AS4-5).</summary>
public sealed record As4Error
{
    /// <summary>The detail of a message that this access point does not serve (AS4-6).</summary>
    public const string NotServiced = "NOT_SERVICED";

    /// <summary>The detail of an envelope that breaks the profile (XHE-11).</summary>
    public const string XheNotCompliant = "XHE_NOT_COMPLIANT";

    /// <summary>The code as text, <c>EBMS:0004</c>.</summary>
    public required string Code { get; init; }

    /// <summary><c>failure</c> or <c>warning</c>.</summary>
    public string Severity { get; init; } = "failure";

    /// <summary><c>ebms</c>, <c>security</c> or <c>reliability</c>; null when the peer gave none.</summary>
    public string? Origin { get; init; }

    /// <summary><c>Content</c>, <c>Processing</c>, <c>Communication</c> …; null when the peer gave none.</summary>
    public string? Category { get; init; }

    /// <summary>The code's name, such as <c>InvalidHeader</c>.</summary>
    public string? ShortDescription { get; init; }

    /// <summary>A text for people; from peers it is untrusted and cut at 1,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The ErrorDetail; from peers it is untrusted and cut at 1,000 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>The MessageId that the error is about, or null when the message's id could not be read.</summary>
    public string? RefToMessageInError { get; init; }

    /// <summary>The code as one of those of AS4-5, else <see cref="As4ErrorCode.Other"/>.</summary>
    public As4ErrorCode Known =>
        Code.StartsWith("EBMS:", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(Code.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Enum.IsDefined((As4ErrorCode)number)
            ? (As4ErrorCode)number
            : As4ErrorCode.Other;

    /// <summary>True unless the error is only a warning.</summary>
    public bool IsFailure => !Severity.Equals("warning", StringComparison.OrdinalIgnoreCase);

    /// <summary>An error of ours with the origin, category and short description that belong to its code.</summary>
    /// <param name="code">One of the codes of AS4-5.</param>
    /// <param name="detail">The ErrorDetail, or null. Peers learn the code and nothing more (DESIGN 7.12).</param>
    public static As4Error Make(As4ErrorCode code, string? detail = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(code, As4ErrorCode.Other);
        var (origin, category) = code switch
        {
            As4ErrorCode.FailedAuthentication or As4ErrorCode.FailedDecryption or As4ErrorCode.PolicyNoncompliance => ("security", "Processing"),
            As4ErrorCode.DeliveryFailure => ("reliability", "Communication"),
            As4ErrorCode.ConnectionFailure or As4ErrorCode.MissingReceipt or As4ErrorCode.InvalidReceipt or As4ErrorCode.DecompressionFailure => ("ebms", "Communication"),
            As4ErrorCode.MimeInconsistency or As4ErrorCode.InvalidHeader => ("ebms", "Unpackaging"),
            As4ErrorCode.ProcessingModeMismatch => ("ebms", "Processing"),
            _ => ("ebms", "Content"),
        };
        return new As4Error
        {
            Code = string.Create(CultureInfo.InvariantCulture, $"EBMS:{(int)code:D4}"),
            Origin = origin,
            Category = category,
            ShortDescription = code is As4ErrorCode.OtherError ? "Other" : code.ToString(),
            Detail = detail,
        };
    }
}
