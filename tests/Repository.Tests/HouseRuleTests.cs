using System.Text.RegularExpressions;

namespace SdkNode.Repository.Tests;

/// <summary>The house rules (CONTRIBUTING.md) that a reader of lines can check.</summary>
public sealed partial class HouseRuleTests
{
    private const int MostLines = 400;
    private const int MostMethodLines = 60;
    private const int MostConstructorParameters = 6;

    // A short vocabulary of enums and records, or a base with its cases, is one idea; beyond this it is several.
    private const int MostLinesOfSharedFile = 120;

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Breaches.None(RepositoryFiles.Code.Where(file => file.Lines.Length > MostLines).Select(file => $"{file.Path} has {file.Lines.Length} lines"));

    [Fact]
    public void No_method_is_longer_than_60_lines() =>
        Breaches.None(RepositoryFiles.Source.SelectMany(file => SourceShape.Members(file).Where(member => member.Lines > MostMethodLines).Select(member => $"{member.Where} has {member.Lines} lines")));

    [Fact]
    public void No_class_is_constructed_from_more_than_6_things() =>
        Breaches.None(RepositoryFiles.Source.SelectMany(SourceShape.Constructors).Where(constructor => constructor.Parameters > MostConstructorParameters).Select(constructor => $"{constructor.Where} takes {constructor.Parameters}"));

    [Fact]
    public void A_file_holds_one_public_type_or_a_few_tiny_ones_of_the_same_idea() =>
        Breaches.None(RepositoryFiles.Source.Where(HoldsSeveralIdeas).Select(file => file.Path));

    [Fact]
    public void A_file_bears_the_name_of_a_type_in_it() =>
        Breaches.None(RepositoryFiles.Source.Where(file => !IsNamedAfterContent(file)).Select(file => file.Path));

    [Fact]
    public void A_namespace_follows_the_folders() =>
        Breaches.None(RepositoryFiles.Source.Where(file => Namespace(file) is { } name && name != ExpectedNamespace(file)).Select(file => $"{file.Path} is in {Namespace(file)}"));

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() =>
        Breaches.None(RepositoryFiles.Source.SelectMany(file => Find(file, OpenClass())));

    [Fact]
    public void No_folder_or_type_has_a_name_that_says_nothing()
    {
        var folders = RepositoryFiles.Code.SelectMany(file => file.Parts[..^1].Where(part => EmptyName().IsMatch(part)).Select(_ => file.Path));
        var types = RepositoryFiles.Source.SelectMany(file => SourceShape.Types(file).Where(type => EmptyName().IsMatch(type.Name)).Select(type => $"{file.Path} {type.Name}"));
        Breaches.None(folders.Concat(types));
    }

    [Fact]
    public void A_cancellation_token_comes_last() =>
        Breaches.None(RepositoryFiles.Source.SelectMany(file => Find(file, TokenBeforeOthers())));

    [Fact]
    public void Every_project_has_its_tests_and_both_are_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "SdkNode.sln"));
        var projects = RepositoryFiles.All.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => file.Path).ToHashSet();
        var mirrors = projects.Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Select(path => path.Split('/')[1]).Select(name => $"tests/{name}.Tests/{name}.Tests.csproj");
        Assert.Subset(projects, mirrors.ToHashSet());
        Breaches.None(projects.Where(path => !solution.Contains($"\"{path.Replace('/', '\\')}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_is_left_to_do_later() =>
        Breaches.None(Others(RepositoryFiles.Code).SelectMany(file => Find(file, Unfinished())));

    [Fact]
    public void No_file_names_a_machine_or_a_package_host() =>
        Breaches.None(Others(RepositoryFiles.All).SelectMany(file => Find(file, MachinePath())));

    // This file spells out what the others must not contain.
    private static IEnumerable<RepositoryFile> Others(IEnumerable<RepositoryFile> files) =>
        files.Where(file => !file.Path.EndsWith($"/{nameof(HouseRuleTests)}.cs", StringComparison.Ordinal));

    private static IEnumerable<string> Find(RepositoryFile file, Regex pattern) =>
        file.Lines.Select((line, index) => (line, index)).Where(item => pattern.IsMatch(item.line)).Select(item => $"{file.At(item.index)} {item.line.Trim()}");

    private static bool HoldsSeveralIdeas(RepositoryFile file)
    {
        var types = SourceShape.Types(file).Where(type => type.IsPublic).ToList();
        var ideas = types.Where(type => !type.IsVocabulary && !types.Exists(other => other.Name == type.Base));
        return types.Count > 1 && (ideas.Count() > 1 || file.Lines.Length > MostLinesOfSharedFile);
    }

    private static bool IsNamedAfterContent(RepositoryFile file)
    {
        // XmlTree.Parsing.cs holds a part of XmlTree; List.cshtml.cs is the ListModel of the page List.
        var name = file.Parts[^1].Split('.')[0];
        var types = SourceShape.Types(file).Select(type => type.Name).ToList();
        return types.Count == 0 || types.Exists(type => type == name || type + "s" == name || (type == name + "Model" && file.Path.EndsWith(".cshtml.cs", StringComparison.Ordinal)));
    }

    private static string? Namespace(RepositoryFile file) =>
        file.Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;

    private static string ExpectedNamespace(RepositoryFile file) => "SdkNode." + string.Join('.', file.Parts[1..^1]);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*(public|internal|private|file|protected)\s+(partial\s+)?class\s")]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"^(Core|Common|Shared|Services|Receipt)$|(Helpers?|Managers?|Utils?|Utilities)$")]
    private static partial Regex EmptyName();

    // A parameter list goes on after the token; type arguments (Func<CancellationToken, Task>) have no name after it.
    [GeneratedRegex(@"[(,]\s*CancellationToken\s+\w+(\s*=\s*default)?\s*,(?!\s*CancellationToken)")]
    private static partial Regex TokenBeforeOthers();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|^\s*#region|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(^|[\s""'(=:])/(work|tmp|root|home)/|[A-Z]:\\\\?Users|nuget\.org/v3|api\.nuget|registry\.npmjs|deb\.debian\.org|pypi\.org", RegexOptions.IgnoreCase)]
    private static partial Regex MachinePath();
}
