namespace SdkNode.Repository.Tests;

/// <summary>A text file of the repository, with its path relative to the root (forward slashes).</summary>
internal sealed record RepositoryFile(string Path, string[] Lines)
{
    /// <summary>The parts of the path: <c>src</c>, <c>As4</c>, <c>Mime</c>, <c>MimePart.cs</c>.</summary>
    public string[] Parts => Path.Split('/');

    /// <summary>Where a line is, as editors understand it.</summary>
    public string At(int index) => $"{Path}:{index + 1}";
}

/// <summary>The files that people wrote: everything below the root except build output and what tools generate.</summary>
internal static class RepositoryFiles
{
    private static readonly HashSet<string> Skipped = [".git", ".vs", ".idea", ".vscode", "artifacts", "bin", "obj", "node_modules", "TestResults", "generated", "BenchmarkDotNet.Artifacts"];

    private static readonly HashSet<string> Text = [".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".json", ".csv", ".xml", ".xsd", ".txt", ".sh", ".yml", ".yaml", ".editorconfig", ".gitignore", ".gitattributes", ""];

    /// <summary>Every text file.</summary>
    public static IReadOnlyList<RepositoryFile> All { get; } = [.. Find(new DirectoryInfo(SharedFiles.RepositoryRoot)).OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>C# of the product, without migrations, which a tool writes.</summary>
    public static IEnumerable<RepositoryFile> Source => All.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && IsWrittenCode(file));

    /// <summary>C# of product, tests and benchmarks.</summary>
    public static IEnumerable<RepositoryFile> Code => All.Where(IsWrittenCode);

    /// <summary>C# of the tests.</summary>
    public static IEnumerable<RepositoryFile> Tests => All.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal) && IsWrittenCode(file));

    private static bool IsWrittenCode(RepositoryFile file) =>
        file.Path.EndsWith(".cs", StringComparison.Ordinal) && !file.Parts.Any(part => part.EndsWith("Migrations", StringComparison.Ordinal));

    private static IEnumerable<RepositoryFile> Find(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => Text.Contains(file.Extension)))
        {
            yield return new RepositoryFile(Path.GetRelativePath(SharedFiles.RepositoryRoot, file.FullName).Replace('\\', '/'), File.ReadAllLines(file.FullName));
        }

        foreach (var file in folder.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name)).SelectMany(Find))
        {
            yield return file;
        }
    }
}
