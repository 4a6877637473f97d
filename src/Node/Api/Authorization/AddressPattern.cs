namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// A functional address as <c>auth_id</c> names it: exact, or with <c>*</c> for any run of characters, so that
/// <c>*.blue.sdk.inera.se</c> stands for every address that ends so (API-1). Compared octet by octet, as addresses are (ID-11).
/// </summary>
internal static class AddressPattern
{
    /// <summary>The longest pattern, characters.</summary>
    public const int MaxLength = 256;

    /// <summary>Whether the text can be a pattern: not empty, not too long, no white space or control characters.</summary>
    public static bool IsValid(string pattern) =>
        pattern.Length is > 0 and <= MaxLength && !pattern.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>Whether <paramref name="address"/> is one that <paramref name="pattern"/> stands for. At most pattern times address steps.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> address)
    {
        int p = 0, a = 0, star = -1, mark = 0;
        while (a < address.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, a);
            }
            else if (p < pattern.Length && pattern[p] == address[a])
            {
                p++;
                a++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more, and what follows it is compared anew.
                p = star + 1;
                a = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }
}
