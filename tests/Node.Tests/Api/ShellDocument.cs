using System.Text.RegularExpressions;

namespace SdkNode.Node.Tests.Api;

/// <summary>A page of the documentation with commands (blocks of <c>sh</c>) and what they print (blocks of <c>text</c>).</summary>
internal sealed partial class ShellDocument
{
    private ShellDocument(IReadOnlyList<string> commands, IReadOnlyList<string> output) => (Commands, Output) = (commands, output);

    /// <summary>The blocks of commands, as they stand.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>The lines that the page shows as printed; … stands for what differs from time to time.</summary>
    public IReadOnlyList<string> Output { get; }

    public static ShellDocument Read(string path)
    {
        var blocks = Block().Matches(File.ReadAllText(path)).ToLookup(match => match.Groups["kind"].Value, match => match.Groups["text"].Value);
        return new ShellDocument([.. blocks["sh"]], [.. blocks["text"].SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries))]);
    }

    /// <summary>The first line of the page that is not among the printed ones after those before it; null when all are there.</summary>
    public string? FirstMissing(string printed)
    {
        var lines = printed.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var at = 0;
        foreach (var shown in Output)
        {
            var pattern = "^" + Regex.Escape(shown).Replace("…", ".*", StringComparison.Ordinal) + "$";
            var found = lines.FindIndex(at, line => Regex.IsMatch(line, pattern));
            if (found < 0)
            {
                return shown;
            }

            at = found + 1;
        }

        return null;
    }

    [GeneratedRegex("^```(?<kind>sh|text)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
