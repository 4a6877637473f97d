using Xunit;

namespace SdkNode.Testing;

/// <summary>
/// The official data files and the vectors beside the repository (<c>../shared</c>). Where they are absent a test that
/// needs them is skipped visibly; with <c>CI=true</c> it fails.
/// </summary>
public static class SharedFiles
{
    /// <summary>The repository's own folder: the nearest one above the test binaries that holds SdkNode.sln.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    private static string Root => Path.Combine(Path.GetDirectoryName(RepositoryRoot)!, "shared");

    /// <summary>The full path of a file or folder below <c>shared/official</c>.</summary>
    public static string Official(string relative) => Require(Path.Combine(Root, "official", relative));

    /// <summary>The full path of a file or folder below <c>shared/vectors</c>.</summary>
    public static string Vector(string relative) => Require(Path.Combine(Root, "vectors", relative));

    /// <summary>The full path of a file or folder below <c>shared/tools</c>.</summary>
    public static string Tool(string relative) => Require(Path.Combine(Root, "tools", relative));

    private static string Require(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            return path;
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{Path.GetFileName(path)} is not in ../shared, which CI must have beside the repository.");
        }

        Assert.Skip($"{Path.GetFileName(path)} is not in ../shared beside the repository.");
        return path;
    }

    private static string FindRepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SdkNode.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests must run from inside the repository: no SdkNode.sln above " + AppContext.BaseDirectory);
    }
}
