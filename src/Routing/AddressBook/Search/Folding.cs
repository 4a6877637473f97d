using System.Globalization;
using System.Text;

namespace SdkNode.Routing.AddressBook.Search;

/// <summary>Makes texts comparable as people type them: no case, no accents, å ä ö as a a o, words of letters and digits.</summary>
internal static class Folding
{
    /// <summary>Longer words are cut: no name has them, and every comparison costs by length.</summary>
    public const int MostLetters = 48;

    /// <summary>The text in lower case without accents and marks.</summary>
    public static string Fold(string text)
    {
        // Runes, because what peers write may hold half a surrogate pair, which cannot be normalised.
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        var folded = new StringBuilder(whole.Length);
        foreach (var letter in whole.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                Append(folded, char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }

    /// <summary>The words of a folded text.</summary>
    public static IEnumerable<string> Words(string folded)
    {
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var within = i < folded.Length && char.IsLetterOrDigit(folded[i]);
            if (within && start < 0)
            {
                start = i;
            }
            else if (!within && start >= 0)
            {
                yield return folded[start..Math.Min(i, start + MostLetters)];
                start = -1;
            }
        }
    }

    /// <summary>The word with aa, ae and oe as a, a and o, as å, ä and ö are written without Swedish keys; null when it has none of them.</summary>
    public static string? WithoutDigraphs(string word)
    {
        var plain = word.Replace("aa", "a", StringComparison.Ordinal).Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal);
        return plain.Length == word.Length || plain.Length == 0 ? null : plain;
    }

    private static void Append(StringBuilder folded, char letter)
    {
        switch (letter)
        {
            case 'ø':
                folded.Append('o');
                break;
            case 'æ':
                folded.Append('a');
                break;
            case 'ß':
                folded.Append("ss");
                break;
            default:
                folded.Append(letter);
                break;
        }
    }
}
