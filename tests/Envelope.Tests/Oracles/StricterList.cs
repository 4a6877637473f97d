namespace SdkNode.Envelope.Tests.Oracles;

/// <summary>The rules for which <c>specs/stricter.csv</c> says that we refuse more than the official files do.</summary>
internal static class StricterList
{
    /// <summary>Ids of rules without their clause number.</summary>
    public static IReadOnlySet<string> Rules { get; } = File.ReadLines(Path.Combine(SharedFiles.RepositoryRoot, "specs", "stricter.csv"))
        .Skip(1)
        .Select(line => line.Split(',')[0].Split('.')[0])
        .ToHashSet(StringComparer.Ordinal);
}
