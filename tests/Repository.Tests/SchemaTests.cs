namespace SdkNode.Repository.Tests;

/// <summary>The schemas that ship are written from the facts, not copied from the official files.</summary>
public sealed class SchemaTests
{
    // Lines shorter than this (closing tags, sequences) are the language's, not anybody's text.
    private const int ShortestTellingLine = 30;
    private const double MostShared = 0.5;

    [Fact]
    public void Our_schemas_are_not_copies_of_the_official_ones()
    {
        var official = Directory.GetFiles(SharedFiles.Official("xsd"), "*.xsd", SearchOption.AllDirectories).Select(File.ReadAllLines).Select(Telling).ToList();
        var ours = RepositoryFiles.All.Where(file => file.Path.EndsWith(".xsd", StringComparison.Ordinal));
        Assert.All(ours, file =>
        {
            var lines = Telling(file.Lines);
            Assert.All(official, other => Assert.InRange(lines.Count(other.Contains), 0, (int)(lines.Count * MostShared)));
        });
    }

    private static HashSet<string> Telling(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Trim()).Where(line => line.Length >= ShortestTellingLine)];
}
