using System.Globalization;

namespace SdkNode.Node.Cli;

/// <summary>Text that came from a peer, made fit for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>
    /// The text with every character replaced that could steer the terminal or turn the reading order about: control characters
    /// (C1 included, which XML allows), formatting characters, line and paragraph separators.
    /// </summary>
    public static string Printable(string text) => text.All(IsPlain) ? text : string.Concat(text.Select(c => IsPlain(c) ? c : '\uFFFD'));

    /// <summary>JSON with the same characters escaped; outside of strings it holds none but line ends.</summary>
    public static string Escaped(string json) =>
        string.Concat(json.Select(c => IsPlain(c) || c is '\r' or '\n' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
