using System.Xml.Linq;

namespace SdkNode.Repository.Tests;

public sealed class DependencyTests
{
    // DESIGN 1: an arrow is "may use". Adapters comes with its first adapter (ADR 5).
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Security"] = [],
        ["Envelope"] = ["Security"],
        ["Routing"] = ["Envelope", "Security"],
        ["As4"] = ["Security"],
        ["Adapters"] = ["Envelope", "Security"],
        ["Testbed"] = ["Envelope", "Security"],
        ["Node"] = ["Adapters", "As4", "Envelope", "Routing", "Security", "Testbed"],
    };

    [Fact]
    public void Every_project_uses_only_what_the_design_lets_it_use()
    {
        var projects = Directory.GetFiles(Path.Combine(SharedFiles.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories);
        Assert.Subset(Allowed.Keys.ToHashSet(), projects.Select(project => Path.GetFileNameWithoutExtension(project)!).ToHashSet());
        foreach (var project in projects)
        {
            var used = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
            Assert.Subset(Allowed[Path.GetFileNameWithoutExtension(project)].ToHashSet(), used.ToHashSet());
        }
    }
}
