using System.Text.RegularExpressions;

namespace SdkNode.Repository.Tests;

public sealed partial class RuleBookTests
{
    // How many numbered rules each family of the specification has.
    private static readonly Dictionary<string, int> Families = new()
    {
        ["ID"] = 13, ["DIR"] = 7, ["XHE"] = 11, ["O2O"] = 5, ["AS4"] = 10, ["AS4-SEC"] = 5, ["AP"] = 5, ["MSG"] = 17, ["RCPT"] = 7, ["API"] = 5, ["PKI"] = 10,
    };

    private static readonly IReadOnlyList<Clause> Book = RuleBook.Read();

    [Fact]
    public void The_book_is_well_formed()
    {
        Assert.All(Book, clause =>
        {
            Assert.Matches(ClauseId(), clause.Id);
            Assert.EndsWith(".", clause.Text, StringComparison.Ordinal);
            Assert.InRange(clause.Text.Length, 10, 220);
            Assert.InRange(clause.Issue ?? 2, 2, 6);
        });
        Assert.Equal(Book.Count, Book.Select(clause => clause.Id).Distinct().Count());
        Assert.Equal(File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "specs", "rules.csv")), RuleBook.Format(Book));
    }

    [Fact]
    public void A_rule_has_either_its_plain_id_or_numbered_clauses()
    {
        var plain = Book.Where(clause => clause.Id == clause.Rule).Select(clause => clause.Id).ToHashSet();
        Assert.DoesNotContain(Book, clause => clause.Id != clause.Rule && plain.Contains(clause.Rule));
    }

    [Fact]
    public void Every_rule_of_the_specification_has_a_clause()
    {
        var rules = Book.Select(clause => clause.Rule).ToHashSet();
        var numbered = Families.SelectMany(family => Enumerable.Range(1, family.Value).Select(number => $"{family.Key}-{number}"));
        var acceptance = Enumerable.Range(1, 10).Select(number => $"TF-{number:00}");
        var assertions = Enumerable.Range(1, 46).Where(number => number != 11).Select(number => $"CEF-TA{number:00}")
            .Concat(["CEF-4CT_TA01", "CEF-4CT_TA02", "CEF-4CT_TA03", "CEF-DR_TA01", "CEF-DR_TA02", "CEF-DR_TA03", "CEF-DR_TA04", "CEF-DS_TA01", "CEF-DS_TA03"]);
        Assert.Subset(rules, numbered.Concat(acceptance).Concat(assertions).ToHashSet());
    }

    [Fact]
    public void Every_rule_that_a_test_names_is_in_the_book()
    {
        var known = Book.Select(clause => clause.Id).Concat(Book.Select(clause => clause.Rule)).ToHashSet();
        Breaches.None(TestSources.All.Marks.Where(mark => !known.Contains(mark.Id)).Select(mark => $"{mark.Where} names {mark.Id}"));
    }

    [Fact]
    public void Every_test_that_the_book_names_exists() =>
        Breaches.None(Book.SelectMany(clause => clause.Accepts.Concat(clause.Refuses)).Where(test => !TestSources.All.Has(test)).Distinct());

    [Fact]
    public void The_book_names_the_tests_that_carry_its_rules()
    {
        var current = RuleBook.Apply(Book, TestSources.All.Marks);
        if (Environment.GetEnvironmentVariable("WRITE_RULES") == "1")
        {
            RuleBook.Write(current);
            return;
        }

        var stale = RuleBook.Format(current).Split('\n').Except(RuleBook.Format(Book).Split('\n')).Count();
        Assert.SkipWhen(stale > 0 && RuleBook.DeliveredThrough < 2, $"{stale} clauses have tests that the book does not name yet; run eng/rules.");
        Assert.True(stale == 0, $"{stale} clauses have other tests than the book says; run eng/rules and commit specs/rules.csv.");
    }

    [Fact]
    public void No_clause_that_is_delivered_lacks_a_test() =>
        Breaches.None(Book.Where(clause => !clause.HasTests && (clause.Issue ?? 0) <= RuleBook.DeliveredThrough).Select(clause => $"{clause.Id} {clause.Text}"));

    [GeneratedRegex(@"^(?:(?:ID|DIR|XHE|O2O|AS4|AS4-SEC|AP|MSG|RCPT|API|PKI)-\d+(?:\.\d+)?|TF-[A-Z0-9.]+|CEF-(?:(?:4CT|DR|DS)_)?TA\d\d)$")]
    private static partial Regex ClauseId();
}
