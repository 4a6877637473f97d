using System.Diagnostics.CodeAnalysis;

namespace SdkNode.Node.Administration;

/// <summary>Why an administrator does something: it stands in timelines and logs for good, so it is short, and one line.</summary>
internal static class StatedReason
{
    /// <summary>How many characters one may have.</summary>
    public const int Most = 500;

    /// <summary>Whether it says something, and no more than fits on record.</summary>
    public static bool IsGood([NotNullWhen(true)] string? reason) => !string.IsNullOrWhiteSpace(reason) && reason.Length <= Most && !reason.Any(char.IsControl);
}
