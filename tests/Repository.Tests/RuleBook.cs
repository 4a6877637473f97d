using System.Globalization;
using System.Text;

namespace SdkNode.Repository.Tests;

/// <summary>
/// <c>specs/rules.csv</c>: every rule split into clauses. Ids, texts and issue numbers are written by people; the test names
/// come from the <c>[Rule]</c> attributes through <c>eng/rules</c>.
/// </summary>
internal static class RuleBook
{
    /// <summary>The last issue that is delivered. A clause of this issue or an earlier one must have tests: raise it when an issue is done.</summary>
    public const int DeliveredThrough = 4;

    private const string Header = "clause,text,accepts,refuses,issue";

    private static string FilePath { get; } = Path.Combine(SharedFiles.RepositoryRoot, "specs", "rules.csv");

    /// <summary>Reads the book; throws <see cref="FormatException"/> where it is not well formed.</summary>
    public static IReadOnlyList<Clause> Read()
    {
        var lines = File.ReadAllLines(FilePath);
        if (lines.Length == 0 || lines[0] != Header)
        {
            throw new FormatException($"rules.csv must begin with the line {Header}");
        }

        return [.. lines.Skip(1).Select(Parse)];
    }

    /// <summary>The book as it should be when the tests carry <paramref name="marks"/>.</summary>
    public static IReadOnlyList<Clause> Apply(IEnumerable<Clause> clauses, IReadOnlyList<RuleMark> marks) =>
        [.. clauses.Select(clause =>
        {
            var marked = clause with { Accepts = Named(marks, clause.Id, refuses: false), Refuses = Named(marks, clause.Id, refuses: true) };
            return marked.HasTests && marked.Issue <= DeliveredThrough + 1 ? marked with { Issue = null } : marked;
        })];

    /// <summary>The book as text.</summary>
    public static string Format(IEnumerable<Clause> clauses)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var clause in clauses)
        {
            var issue = clause.Issue?.ToString(CultureInfo.InvariantCulture) ?? "";
            text.AppendJoin(',', clause.Id, Quote(clause.Text), string.Join(';', clause.Accepts), string.Join(';', clause.Refuses), issue).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes the book.</summary>
    public static void Write(IEnumerable<Clause> clauses) => File.WriteAllText(FilePath, Format(clauses));

    /// <summary>The fields of a line of comma-separated values.</summary>
    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var doubled = quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"';
            if (doubled || (line[i] != '"' && (quoted || line[i] != ',')))
            {
                field.Append(line[i]);
                i += doubled ? 1 : 0;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else
            {
                fields.Add(field.ToString());
                field.Clear();
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static string[] Named(IReadOnlyList<RuleMark> marks, string id, bool refuses) =>
        [.. marks.Where(mark => mark.Id == id && mark.Refuses == refuses).Select(mark => mark.Test).Distinct().Order(StringComparer.Ordinal)];

    private static Clause Parse(string line)
    {
        var fields = Split(line);
        return fields.Count == 5
            ? new Clause(fields[0], fields[1], Names(fields[2]), Names(fields[3]), fields[4].Length == 0 ? null : int.Parse(fields[4], CultureInfo.InvariantCulture))
            : throw new FormatException($"Five columns are expected in: {line}");
    }

    private static string[] Names(string field) => field.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(',', '"') < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
