using System.Text.RegularExpressions;

namespace SdkNode.Repository.Tests;

/// <summary>A type declared at the outermost level of a file.</summary>
internal sealed record SourceType(string Name, string Kind, bool IsPublic, string Base)
{
    /// <summary>An enum, record, delegate or static class (constants, an enum's extensions): a word of a vocabulary rather than a thing that acts.</summary>
    public bool IsVocabulary => Kind is "enum" or "delegate" or "static class" or "static partial class" || Kind.Contains("record", StringComparison.Ordinal);
}

/// <summary>A member with a body: where it begins and how many lines its braces span.</summary>
internal sealed record SourceMember(string Where, int Lines);

/// <summary>A constructor of a class and how many parameters it has.</summary>
internal sealed record SourceConstructor(string Where, int Parameters);

/// <summary>Reads the shape of a file from its indentation, which the formatter guarantees: file-scoped namespaces, four spaces a level.</summary>
internal static partial class SourceShape
{
    /// <summary>The outermost types.</summary>
    public static IEnumerable<SourceType> Types(RepositoryFile file) =>
        file.Lines.Select(line => TypeLine().Match(line)).Where(match => match.Success)
            .Select(match => new SourceType(match.Groups["name"].Value, match.Groups["kind"].Value, match.Groups["access"].Value == "public", match.Groups["base"].Value));

    /// <summary>The members of outermost types that have a block body.</summary>
    public static IEnumerable<SourceMember> Members(RepositoryFile file)
    {
        for (var i = 1; i < file.Lines.Length; i++)
        {
            if (file.Lines[i] == "    {" && !NestedType().IsMatch(file.Lines[i - 1]))
            {
                var end = Array.IndexOf(file.Lines, "    }", i);
                yield return new SourceMember(file.At(i - 1), (end < 0 ? file.Lines.Length : end) - i - 1);
            }
        }
    }

    /// <summary>The constructors of classes, primary ones included; records are data and may be wide.</summary>
    public static IEnumerable<SourceConstructor> Constructors(RepositoryFile file)
    {
        var names = Types(file).Where(type => type.Kind == "class").Select(type => type.Name).ToHashSet();
        for (var i = 0; i < file.Lines.Length; i++)
        {
            var match = ConstructorLine().Match(file.Lines[i]);
            if (match.Success && names.Contains(match.Groups["name"].Value))
            {
                var text = string.Concat(file.Lines.Skip(i).Take(20))[(match.Index + match.Length)..];
                yield return new SourceConstructor(file.At(i), CountParameters(text));
            }
        }
    }

    private static int CountParameters(string text)
    {
        var depth = 1;
        var commas = 0;
        var any = false;
        foreach (var character in text)
        {
            depth += character is '(' or '<' or '[' or '{' ? 1 : character is ')' or '>' or ']' or '}' ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            commas += character == ',' && depth == 1 ? 1 : 0;
            any |= !char.IsWhiteSpace(character);
        }

        return any ? commas + 1 : 0;
    }

    [GeneratedRegex(@"^(?<access>public|internal|file)?\s*(?:(?:sealed|abstract|readonly|ref|partial|unsafe|static(?!\s+(?:partial\s+)?class))\s+)*(?<kind>static (?:partial )?class|class|record struct|record class|record|struct|interface|enum|delegate)\s+(?:[\w<>,?\[\]]+\s+(?=\w+\())?(?<name>\w+)(?:.*\s:\s+(?<base>\w+))?")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+\w+")]
    private static partial Regex NestedType();

    [GeneratedRegex(@"^(?:    (?:public|internal|private|protected)\s+|(?:public|internal)\s+(?:(?:sealed|abstract|partial)\s+)*class\s+)(?<name>\w+)\(")]
    private static partial Regex ConstructorLine();
}
