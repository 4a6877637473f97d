using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>
/// What the node says, in Swedish. It is written and stored in English, for logs, the API and the command line; pages look it up here. What is
/// not known (a peer's own words, a rare fault) stays as it was written, and is marked as English.
/// </summary>
internal static partial class Phrasebook
{
    /// <summary>Every phrase.</summary>
    public static IEnumerable<Phrase> All =>
        [.. MessagePhrases.All, .. FailurePhrases.All, .. RoutingPhrases.All, .. CertificatePhrases.All, .. KeyPhrases.All, .. DeskPhrases.All, .. ClientPhrases.All, .. AlarmPhrases.All];

    /// <summary>The phrases without places, by their English.</summary>
    internal static FrozenDictionary<string, string> Whole { get; } = All.Where(phrase => !Place().IsMatch(phrase.English)).ToFrozenDictionary(phrase => phrase.English, phrase => phrase.Swedish, StringComparer.Ordinal);

    /// <summary>The phrases with places.</summary>
    internal static IReadOnlyList<PhrasePattern> Patterns { get; } = [.. All.Where(phrase => Place().IsMatch(phrase.English)).Select(phrase => new PhrasePattern(phrase, Place().Split(phrase.English)))];

    /// <summary>A text in the language of the page; null where there is none.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static Said? Say(string? text, Language l) =>
        text is null ? null
        : l != Language.Swedish ? new Said(text)
        : new PhraseReader().Read(text) is { } swedish ? new Said(swedish) : new Said(text, Language.English.Code);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
