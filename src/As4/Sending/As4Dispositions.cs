using SdkNode.As4.Messages;

namespace SdkNode.As4.Sending;

/// <summary>The table of AS4-7.</summary>
internal static class As4Dispositions
{
    /// <summary>What an error of the peer means for the transfer.</summary>
    public static As4Disposition ForError(As4Error error, bool signed)
    {
        // AS4-5: an unsigned error is recorded and the message tried again; it is never taken as permanent.
        if (!signed || !error.IsFailure)
        {
            return As4Disposition.Retry;
        }

        if (IsDuplicate(error))
        {
            return As4Disposition.StateUnknown;
        }

        return error.Known switch
        {
            As4ErrorCode.PolicyNoncompliance => As4Disposition.GiveUp,
            As4ErrorCode.OtherError when IsFinalDetail(error) => As4Disposition.GiveUp,
            As4ErrorCode.FailedAuthentication or As4ErrorCode.FailedDecryption => As4Disposition.LookUpAfresh,

            // What AS4-7 does not list is tried again: the schedule is bounded, and a peer's configuration may be mended meanwhile.
            _ => As4Disposition.Retry,
        };
    }

    /// <summary>What a failure means for the transfer.</summary>
    public static As4Disposition ForFailure(As4SendFailure failure) =>
        failure is As4SendFailure.TooLarge ? As4Disposition.GiveUp : As4Disposition.Retry;

    // phase4 answers a resend with EBMS:4001 DuplicateDetected; others use codes of their own with such a name (AS4-7).
    private static bool IsDuplicate(As4Error error) =>
        error.Code.Equals("EBMS:4001", StringComparison.OrdinalIgnoreCase)
        || (error.ShortDescription?.Contains("duplicate", StringComparison.OrdinalIgnoreCase) ?? false);

    private static bool IsFinalDetail(As4Error error) =>
        Holds(error.Detail, As4Error.NotServiced) || Holds(error.Detail, As4Error.XheNotCompliant)
        || Holds(error.Description, As4Error.NotServiced) || Holds(error.Description, As4Error.XheNotCompliant);

    private static bool Holds(string? text, string word) => text?.Contains(word, StringComparison.Ordinal) ?? false;
}
