using System.Globalization;
using System.Text.RegularExpressions;

namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>Recognises a phrase with places in a text.</summary>
internal sealed class PhrasePattern
{
    // With fewer letters of its own a phrase is not recognised by them alone.
    private const int FewLetters = 5;

    private readonly string _swedish;
    private readonly string _sign;
    private readonly Regex _whole;

    /// <summary>Prepares a phrase.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="parts">Its English, split at the places.</param>
    public PhrasePattern(Phrase phrase, IReadOnlyList<string> parts)
    {
        _swedish = phrase.Swedish;
        _sign = parts.MaxBy(part => part.Length)!;
        Letters = parts.Sum(part => part.Count(char.IsLetter));

        // What is matched may be a peer's: the expression cannot backtrack.
        _whole = new Regex($"^{string.Join("(.*?)", parts.Select(Regex.Escape))}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    /// <summary>How many letters are its own.</summary>
    public int Letters { get; }

    /// <summary>Whether it is too short to be recognised unless something that is inserted is known too.</summary>
    public bool IsShort => Letters < FewLetters;

    /// <summary>What is inserted in its places; null: the text is another.</summary>
    public IReadOnlyList<string>? Match(string text) =>
        text.Contains(_sign, StringComparison.Ordinal) && _whole.Match(text) is { Success: true } match ? [.. match.Groups.Values.Skip(1).Select(group => group.Value)] : null;

    /// <summary>The phrase in Swedish.</summary>
    public string Swedish(IEnumerable<string> inserted) => string.Format(CultureInfo.InvariantCulture, _swedish, [.. inserted]);
}
