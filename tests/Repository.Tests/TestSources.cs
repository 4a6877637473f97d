using System.Text.RegularExpressions;

namespace SdkNode.Repository.Tests;

/// <summary>
/// The tests and their <c>[Rule]</c> attributes, read from source: the repository's tests cannot load the other test
/// programs, and the house style (one attribute list, then the declaration) makes reading lines enough.
/// </summary>
internal sealed partial class TestSources
{
    private readonly List<RuleMark> _marks = [];
    private readonly HashSet<string> _tests = [];

    private TestSources(IEnumerable<RepositoryFile> files)
    {
        foreach (var file in files)
        {
            Read(file);
        }
    }

    /// <summary>All tests of the repository.</summary>
    public static TestSources All { get; } = new(RepositoryFiles.Tests);

    /// <summary>The attributes.</summary>
    public IReadOnlyList<RuleMark> Marks => _marks;

    /// <summary>Whether a class, or a method of a class, of this name exists.</summary>
    public bool Has(string test) => _tests.Contains(test);

    private void Read(RepositoryFile file)
    {
        var pending = new List<(string Id, bool Refuses, string Where)>();
        var type = "";
        for (var i = 0; i < file.Lines.Length; i++)
        {
            var line = file.Lines[i].Trim();
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            pending.AddRange(Mark().Matches(line).Select(mark => (mark.Groups["id"].Value, mark.Groups["refuses"].Value == "true", file.At(i))));
            var declaration = TypeDeclaration().Match(line);
            var method = declaration.Success ? Match.Empty : MethodDeclaration().Match(line);
            if (!declaration.Success && !method.Success)
            {
                continue;
            }

            type = declaration.Success ? declaration.Groups["name"].Value : type;
            var name = declaration.Success ? type : $"{type}.{method.Groups["name"].Value}";
            _tests.Add(name);
            _marks.AddRange(pending.Select(mark => new RuleMark(mark.Id, mark.Refuses, name, mark.Where)));
            pending.Clear();
        }
    }

    [GeneratedRegex("""\bRule\("(?<id>[^"]+)"(?:\s*,\s*Refuses\s*=\s*(?<refuses>true|false))?\s*\)""")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(?:(?:public|internal|private|file|sealed|abstract|static|partial)\s+)*(?:class|record|struct|interface)\s+(?<name>\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^(?:\[.*\]\s*)?public\s+(?:(?:static|async|override|virtual)\s+)*[\w<>\[\],.?() ]+\s(?<name>\w+)\(")]
    private static partial Regex MethodDeclaration();
}
