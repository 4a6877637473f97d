using System.Buffers;
using System.Globalization;
using SdkNode.Node.Administration;

namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>Reads one text by the phrasebook: the whole, its sentences, and what is inserted in them.</summary>
internal sealed class PhraseReader
{
    // What is inserted may hold a phrase that holds another: a fault, its cause, and the cause of that.
    private const int Deepest = 7;

    // A text of ours is never longer, nor of more sentences; longer ones hold what somebody else wrote. None needs so many looks.
    private const int Longest = 2000;
    private const int MostSentences = 12;
    private const int MostLooks = 150;

    private static readonly string[] s_times = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm'Z'", "yyyy-MM-dd HH:mm:ss'Z'"];

    private static readonly SearchValues<char> s_ends = SearchValues.Create(".?");

    private int _looks;

    // A text in Swedish, and how many of its letters were known.
    private sealed record Reading(string Swedish, int Letters);

    /// <summary>The text in Swedish; null where it is not known.</summary>
    public string? Read(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text.Length > Longest)
        {
            return Read(text, Deepest)?.Swedish;
        }

        // A list, a thing on each line; names and addresses among them are nobody's language.
        var lines = text.Split('\n');
        var known = lines.Select(line => Read(line, Deepest)?.Swedish).ToList();
        return known.TrueForAll(line => line is null) ? null : string.Join('\n', known.Select((line, at) => line ?? lines[at]));
    }

    // Of all ways to read a text the one that knows most of it: "{0} Next try {1}." and the fault before it both end in anything.
    private Reading? Read(string text, int depth)
    {
        if (Phrasebook.Whole.TryGetValue(text, out var whole))
        {
            return new Reading(whole, text.Length);
        }

        if (Time(text) is { } time)
        {
            return new Reading(time, text.Length);
        }

        if (depth == 0 || text.Length > Longest || ++_looks > MostLooks)
        {
            return null;
        }

        var best = Sentences(text, depth);
        foreach (var pattern in Phrasebook.Patterns)
        {
            if (pattern.Match(text) is { } inserted && Read(pattern, inserted, depth - 1) is { } reading && reading.Letters > (best?.Letters ?? 0))
            {
                best = reading;
            }
        }

        return best;
    }

    private Reading? Read(PhrasePattern pattern, IReadOnlyList<string> inserted, int depth)
    {
        var readings = inserted.Select(part => Read(part, depth)).ToList();
        return pattern.IsShort && readings.TrueForAll(reading => reading is null)
            ? null
            : new Reading(pattern.Swedish(readings.Select((reading, at) => reading?.Swedish ?? inserted[at])), pattern.Letters + readings.Sum(reading => reading?.Letters ?? 0));
    }

    // What was put together of several sentences, each of which is known.
    private Reading? Sentences(string text, int depth)
    {
        var end = text.AsSpan().IndexOfAny(s_ends);
        for (var tried = 0; tried < MostSentences && end >= 0 && end + 2 < text.Length; tried++)
        {
            if (text[end + 1] == ' ' && Read(text[..(end + 1)], depth - 1) is { } first && Read(text[(end + 2)..], depth - 1) is { } rest)
            {
                return new Reading($"{first.Swedish} {rest.Swedish}", first.Letters + rest.Letters);
            }

            var next = text.AsSpan(end + 1).IndexOfAny(s_ends);
            end = next < 0 ? -1 : end + 1 + next;
        }

        return null;
    }

    // A time of the log is UTC; people's is Sweden's.
    private static string? Time(string value) =>
        DateTimeOffset.TryParseExact(value, s_times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? SwedishTime.Minute(time) : null;
}
