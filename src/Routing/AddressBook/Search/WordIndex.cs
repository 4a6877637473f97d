using System.Numerics;

namespace SdkNode.Routing.AddressBook.Search;

/// <summary>
/// Finds numbered documents by the words in them. Every distinct word is held once and compared with what was typed; the documents
/// follow from the words. Immutable.
/// </summary>
internal sealed class WordIndex
{
    private const int MostTypedWords = 8;
    private const int QualityWeight = 16;

    private readonly string[] _words;
    private readonly ulong[] _letters;
    private readonly Posting[][] _postings;
    private readonly Dictionary<string, List<int>> _phrases;
    private readonly int _documents;

    private WordIndex(Dictionary<string, List<Posting>> postings, Dictionary<string, List<int>> phrases, int documents)
    {
        _words = [.. postings.Keys];
        _letters = [.. _words.Select(word => Letters(word))];
        _postings = [.. postings.Values.Select(list => list.ToArray())];
        (_phrases, _documents) = (phrases, documents);
    }

    /// <summary>
    /// The documents that have every word of the text, best first: found whole, as a beginning, as a part, with typing errors; then by
    /// where they were found; then in their own order. A text without words finds every document.
    /// </summary>
    public IReadOnlyList<int> Find(string? text)
    {
        var folded = Folding.Fold(text ?? "");
        var typed = Folding.Words(folded).Distinct().Take(MostTypedWords).ToList();
        if (typed.Count == 0)
        {
            return [.. Enumerable.Range(0, string.IsNullOrWhiteSpace(text) ? _documents : 0)];
        }

        var scores = Scores(typed);
        foreach (var document in _phrases.GetValueOrDefault(folded.Trim()) ?? [])
        {
            scores[document] += 1 << 20;
        }

        // One number each, the best first: sorting them is most of the work where many are found.
        var found = new List<long>();
        for (var document = 0; document < scores.Length; document++)
        {
            if (scores[document] > 0)
            {
                found.Add(((long)(int.MaxValue - scores[document]) << 32) | (uint)document);
            }
        }

        found.Sort();
        return found.ConvertAll(hit => (int)(hit & uint.MaxValue));
    }

    // By the worst found word first, then by all of them.
    private int[] Scores(List<string> typed)
    {
        var worst = new byte[_documents];
        var sum = new int[_documents];
        var best = new byte[_documents];
        for (var number = 0; number < typed.Count; number++)
        {
            Array.Clear(best);
            Match(typed[number], best);
            if (Folding.WithoutDigraphs(typed[number]) is { } other)
            {
                Match(other, best);
            }

            for (var document = 0; document < _documents; document++)
            {
                worst[document] = number == 0 ? best[document] : Math.Min(worst[document], best[document]);
                sum[document] += best[document];
            }
        }

        for (var document = 0; document < _documents; document++)
        {
            sum[document] = worst[document] == 0 ? 0 : (worst[document] / QualityWeight * 2048) + sum[document];
        }

        return sum;
    }

    private void Match(string typed, byte[] best)
    {
        var (letters, errors) = (Letters(typed), TypingErrors.Allowed(typed));
        for (var i = 0; i < _words.Length; i++)
        {
            if (BitOperations.PopCount(letters & ~_letters[i]) is var missing && missing > errors)
            {
                continue;
            }

            if (Quality(typed, _words[i], missing, errors) is var quality and > 0)
            {
                foreach (var posting in _postings[i])
                {
                    best[posting.Document] = Math.Max(best[posting.Document], (byte)((quality * QualityWeight) + posting.Weight));
                }
            }
        }
    }

    // 4 the word, 3 its beginning, 2 a part of it, 1 with typing errors, 0 none of it.
    private static int Quality(string typed, string word, int missing, int errors)
    {
        if (missing == 0 && word.Length >= typed.Length)
        {
            if (word.StartsWith(typed, StringComparison.Ordinal))
            {
                return word.Length == typed.Length ? 4 : 3;
            }

            if (typed.Length >= 3 && word.Contains(typed, StringComparison.Ordinal))
            {
                return 2;
            }
        }

        return errors > 0 && TypingErrors.AreForgiven(typed, word, errors) ? 1 : 0;
    }

    // Which letters a word has: what has not the letters typed need not be compared.
    private static ulong Letters(string word)
    {
        ulong letters = 0;
        foreach (var letter in word)
        {
            letters |= 1UL << (letter is >= 'a' and <= 'z' ? letter - 'a' : letter is >= '0' and <= '9' ? 26 + letter - '0' : 36 + (letter % 28));
        }

        return letters;
    }

    private readonly record struct Posting(int Document, byte Weight);

    /// <summary>Gathers the words of documents.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<int>> _phrases = new(StringComparer.Ordinal);
        private int _documents;

        /// <summary>Starts the next document and gives its number.</summary>
        public int Next() => _documents++;

        /// <summary>Adds a text to the last document.</summary>
        /// <param name="text">The text.</param>
        /// <param name="weight">How much it counts, 1 to 15.</param>
        /// <param name="isTitle">Whether the document is the first hit when just this is typed.</param>
        public void Add(string? text, byte weight, bool isTitle = false)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return;
            }

            var folded = Folding.Fold(text);
            foreach (var word in Folding.Words(folded))
            {
                Post(word, weight);
                if (Folding.WithoutDigraphs(word) is { } other)
                {
                    Post(other, weight);
                }
            }

            if (isTitle)
            {
                Of(_phrases, folded.Trim()).Add(_documents - 1);
            }
        }

        /// <summary>The index.</summary>
        public WordIndex Build() => new(_postings, _phrases, _documents);

        private void Post(string word, byte weight)
        {
            var list = Of(_postings, word);
            if (list.Count > 0 && list[^1].Document == _documents - 1)
            {
                list[^1] = new Posting(_documents - 1, Math.Max(list[^1].Weight, weight));
            }
            else
            {
                list.Add(new Posting(_documents - 1, weight));
            }
        }

        private static List<T> Of<T>(Dictionary<string, List<T>> lists, string key)
        {
            if (!lists.TryGetValue(key, out var list))
            {
                lists[key] = list = [];
            }

            return list;
        }
    }
}
