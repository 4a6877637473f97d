using System.Text.RegularExpressions;

namespace SdkNode.Repository.Tests;

public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var links = RepositoryFiles.All.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal)).SelectMany(file =>
            file.Lines.SelectMany((line, index) => Link().Matches(line).Select(link => (file, index, target: link.Groups["target"].Value))));
        var broken = links.Where(link => !Exists(link.file, link.target)).Select(link => $"{link.file.At(link.index)} {link.target}");
        Breaches.None(broken);
    }

    [Fact]
    public void The_first_screen_of_the_readme_has_the_two_commands()
    {
        var screen = File.ReadLines(Path.Combine(SharedFiles.RepositoryRoot, "README.md")).Take(25).ToList();
        Assert.Contains("dotnet run -c Release --project src/Node -- demo --once", screen);
        Assert.Contains("bash eng/test", screen);
    }

    private static bool Exists(RepositoryFile file, string target)
    {
        var path = Path.Combine(SharedFiles.RepositoryRoot, Path.GetDirectoryName(file.Path) ?? "", target);
        return File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
