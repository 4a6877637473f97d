namespace SdkNode.Routing.AddressBook.Search;

/// <summary>
/// A word as somebody typed it, ready to be compared with many: whether they hold it but for a few errors, each a letter wrong, missing
/// or too many, or two neighbours in the wrong order. A column of distances is kept as bits (Myers; Hyyrö for neighbours), so that a
/// comparison takes some instructions a letter.
/// </summary>
internal sealed class TypedWord
{
    private const int Ascii = 128;

    // For each letter the places where it stands in what was typed.
    private readonly ulong[] _places = new ulong[Ascii];
    private readonly Dictionary<char, ulong> _otherPlaces = [];
    private readonly ulong _last;

    /// <summary>Prepares a folded word of at most <see cref="Folding.MostLetters"/> letters.</summary>
    public TypedWord(string text)
    {
        Text = text;
        Errors = text.Length < 4 || text.AsSpan().ContainsAnyInRange('0', '9') ? 0 : text.Length < 10 ? 1 : text.Length < 15 ? 2 : 3;
        _last = 1UL << (text.Length - 1);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < Ascii)
            {
                _places[text[i]] |= 1UL << i;
            }
            else
            {
                _otherPlaces[text[i]] = _otherPlaces.GetValueOrDefault(text[i]) | (1UL << i);
            }
        }
    }

    /// <summary>The word.</summary>
    public string Text { get; }

    /// <summary>How many errors are forgiven: one from four letters on, two from ten, three from fifteen; none where digits are.</summary>
    public int Errors { get; }

    /// <summary>Whether <paramref name="word"/> is like what was typed; like its beginning from five letters on, like any part of it from six on.</summary>
    public bool IsLike(string word)
    {
        if (Errors == 0 || word.Length < Text.Length - Errors)
        {
            return false;
        }

        var (anyEnd, firstRow) = (Text.Length >= 5, Text.Length >= 6 ? 0UL : 1UL);
        var (up, down, diagonal, before, distance) = (ulong.MaxValue, 0UL, 0UL, 0UL, Text.Length);
        foreach (var letter in word)
        {
            var here = letter < Ascii ? _places[letter] : _otherPlaces.GetValueOrDefault(letter);
            var swapped = ((~diagonal & here) << 1) & before;
            diagonal = (((here & up) + up) ^ up) | here | down | swapped;
            var right = down | ~(diagonal | up);
            var left = diagonal & up;
            distance += (right & _last) != 0 ? 1 : (left & _last) != 0 ? -1 : 0;
            if (anyEnd && distance <= Errors)
            {
                return true;
            }

            right = (right << 1) | firstRow;
            up = (left << 1) | ~(diagonal | right);
            down = right & diagonal;
            before = here;
        }

        return distance <= Errors;
    }
}
