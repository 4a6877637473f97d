using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SdkNode.Repository.Tests;

/// <summary>What is taken from others: exact versions, none below a known fault, licences that ask nobody to pay.</summary>
public sealed partial class PackageTests
{
    private static readonly HashSet<string> AllowedLicences = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL"];

    private static readonly IReadOnlyList<(string Name, string Version)> Central =
    [
        .. XDocument.Load(Path.Combine(SharedFiles.RepositoryRoot, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value)),
    ];

    [Fact]
    public void Versions_are_exact() => Assert.All(Central, package => Assert.Matches(ExactVersion(), package.Version));

    [Fact]
    public void No_project_names_a_version_of_its_own()
    {
        var projects = RepositoryFiles.All.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));
        Breaches.None(projects.Where(file => file.Lines.Any(line => OwnVersion().IsMatch(line))).Select(file => file.Path));
    }

    [Fact]
    public void No_package_is_below_its_minimum_version()
    {
        var minimum = Minimums();
        var below = Central.Concat(Locked()).Distinct()
            .Where(package => minimum.TryGetValue(package.Name, out var least) && Number(package.Version) < least)
            .Select(package => $"{package.Name} {package.Version} is below {minimum[package.Name]}");
        Breaches.None(below);
    }

    [Fact]
    public void Every_package_has_an_allowed_licence_on_record()
    {
        var recorded = Recorded();
        Assert.All(Central, package => Assert.True(
            recorded.TryGetValue(package.Name, out var licence) && AllowedLicences.Contains(licence),
            $"docs/dependencies.md must name {package.Name} with one of the licences {string.Join(", ", AllowedLicences)}."));
        Assert.Subset(Central.Select(package => package.Name).ToHashSet(), recorded.Keys.ToHashSet());
    }

    [Fact]
    public void Whatever_the_product_carries_with_it_has_an_allowed_licence()
    {
        var assets = Path.Combine(SharedFiles.RepositoryRoot, "artifacts", "obj", "Node", "project.assets.json");
        Assert.SkipUnless(File.Exists(assets), "src/Node is not restored yet; eng/test does it.");
        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var packages = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => (library.Name, Folder: folders.Select(folder => Path.Combine(folder, library.Value.GetProperty("path").GetString()!)).FirstOrDefault(Directory.Exists)));
        Breaches.None(packages.Where(package => !AllowedLicences.Contains(DeclaredLicence(package.Folder))).Select(package => $"{package.Name} {DeclaredLicence(package.Folder)}"));
    }

    private static string DeclaredLicence(string? folder)
    {
        var specification = folder is null ? null : Directory.EnumerateFiles(folder, "*.nuspec").FirstOrDefault();
        var declared = specification is null ? null : XDocument.Load(specification).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        return declared?.Attribute("type")?.Value == "file" ? LicenceOf(Path.Combine(folder!, declared.Value)) : declared?.Value ?? "";
    }

    // Some carry the licence's text in place of its name.
    private static string LicenceOf(string file)
    {
        var head = string.Join(' ', File.ReadLines(file).Take(5).Select(line => line.Trim()));
        return head.Contains("Apache License Version 2.0", StringComparison.Ordinal) ? "Apache-2.0" : Path.GetFileName(file);
    }

    // Lines "name version reason"; # begins a comment.
    private static Dictionary<string, Version> Minimums() =>
        File.ReadLines(Path.Combine(SharedFiles.RepositoryRoot, "eng", "minimum-versions.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 3))
            .ToDictionary(fields => fields[0], fields => Number(fields[1]), StringComparer.OrdinalIgnoreCase);

    // Direct and transitive packages, from the lock files.
    private static IEnumerable<(string Name, string Version)> Locked()
    {
        foreach (var file in RepositoryFiles.All.Where(file => file.Parts[^1] == "packages.lock.json"))
        {
            using var document = JsonDocument.Parse(string.Join('\n', file.Lines));
            foreach (var package in document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
            {
                if (package.Value.TryGetProperty("resolved", out var version))
                {
                    yield return (package.Name, version.GetString()!);
                }
            }
        }
    }

    private static Dictionary<string, string> Recorded() =>
        File.ReadLines(Path.Combine(SharedFiles.RepositoryRoot, "docs", "dependencies.md"))
            .Select(line => Row().Match(line)).Where(match => match.Success)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["licence"].Value);

    private static Version Number(string version) => Version.Parse(version.Split('-', '+')[0]);

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"<PackageReference[^>]*\sVersion(Override)?=")]
    private static partial Regex OwnVersion();

    [GeneratedRegex(@"^\| `(?<name>[\w.]+)` \| (?<licence>[\w.-]+) \|")]
    private static partial Regex Row();
}
