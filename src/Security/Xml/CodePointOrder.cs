namespace SdkNode.Security.Xml;

/// <summary>Order by code points, which is that of UTF-8 bytes and what C14N sorts by; ordinal order of UTF-16 puts surrogates too low.</summary>
internal static class CodePointOrder
{
    internal static int Compare(string left, string right)
    {
        if (ReferenceEquals(left, right))
        {
            return 0;
        }

        var same = left.AsSpan().CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length - right.Length
            : Rank(left[same]) - Rank(right[same]);
    }

    private static int Rank(char c) => c >= 0xE000 ? c - 0x800 : c >= 0xD800 ? c + 0x2000 : c;
}
