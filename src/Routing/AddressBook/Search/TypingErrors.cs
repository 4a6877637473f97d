namespace SdkNode.Routing.AddressBook.Search;

/// <summary>
/// Whether a word holds what was typed but for a few errors: a letter wrong, missing or too many, or two in the wrong order.
/// </summary>
internal static class TypingErrors
{
    /// <summary>How many errors are forgiven in a typed word: one in four letters, two in ten, three in fifteen; none where digits are.</summary>
    public static int Allowed(ReadOnlySpan<char> typed) =>
        typed.Length < 4 || typed.ContainsAnyInRange('0', '9') ? 0 : typed.Length < 10 ? 1 : typed.Length < 15 ? 2 : 3;

    /// <summary>Whether <paramref name="word"/> is like what was typed; like its beginning from five letters on, like any part of it from six on.</summary>
    public static bool AreForgiven(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, int errors)
    {
        if (word.Length < typed.Length - errors || typed.Length > Folding.MostLetters)
        {
            return false;
        }

        var (anyEnd, anyStart) = (typed.Length >= 5, typed.Length >= 6);
        Span<int> beforeLast = stackalloc int[Folding.MostLetters + 1];
        Span<int> last = stackalloc int[Folding.MostLetters + 1];
        Span<int> column = stackalloc int[Folding.MostLetters + 1];
        for (var i = 0; i <= typed.Length; i++)
        {
            last[i] = i;
        }

        // A column for each letter of the word: column[i] is the distance of the first i typed letters to what ends here.
        for (var j = 1; j <= word.Length; j++)
        {
            column[0] = anyStart ? 0 : j;
            for (var i = 1; i <= typed.Length; i++)
            {
                var same = typed[i - 1] == word[j - 1];
                var distance = Math.Min(last[i - 1] + (same ? 0 : 1), Math.Min(last[i], column[i - 1]) + 1);
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                {
                    distance = Math.Min(distance, beforeLast[i - 2] + 1);
                }

                column[i] = distance;
            }

            if (anyEnd && column[typed.Length] <= errors)
            {
                return true;
            }

            var free = beforeLast;
            beforeLast = last;
            last = column;
            column = free;
        }

        return last[typed.Length] <= errors;
    }
}
