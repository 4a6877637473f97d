namespace SdkNode.Repository.Tests;

/// <summary><c>specs/stricter.csv</c>: where only the text of a profile demands it, we refuse what the official files let through.</summary>
public sealed class StricterTests
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> Entries =
    [
        .. File.ReadLines(Path.Combine(SharedFiles.RepositoryRoot, "specs", "stricter.csv")).Skip(1).Select(RuleBook.Split),
    ];

    [Fact]
    public void Every_entry_names_a_clause_and_a_test_that_exists()
    {
        var clauses = RuleBook.Read().Select(clause => clause.Id).ToHashSet();
        Assert.All(Entries, entry =>
        {
            Assert.Equal(3, entry.Count);
            Assert.Contains(entry[0], clauses);
            Assert.True(entry[2].Length == 0 || TestSources.All.Has(entry[2]), $"There is no test {entry[2]}.");
        });
    }

    [Fact]
    public void Every_entry_has_a_test_once_its_issue_is_delivered()
    {
        var without = Entries.Where(entry => entry[2].Length == 0).Select(entry => $"{entry[0]} {entry[1]}").ToList();
        Assert.SkipWhen(without.Count > 0 && RuleBook.DeliveredThrough < 2, $"{without.Count} entries of specs/stricter.csv have no test yet.");
        Breaches.None(without);
    }
}
