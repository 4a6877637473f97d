namespace SdkNode.Envelope.Tests.Oracles;

/// <summary>The documents behind entries of <c>specs/stricter.csv</c>, by test; the Schematron runs once for all of them.</summary>
internal sealed class StricterEntries(
    Func<OfficialSchema> schema, OfficialSchematron schematron, Func<string, IReadOnlyList<string>> refusedFor, Dictionary<string, (string Rule, Func<string[]> Documents)> entries)
{
    private readonly Lazy<Task<Dictionary<string, (string Document, int Failed)[]>>> _verdicts = new(() => AskAsync(schematron, entries));

    /// <summary>Schema and Schematron accept each document of the entry, and we refuse it for its rule.</summary>
    public async Task OnlyWeRefuseAsync(string test)
    {
        var verdicts = await _verdicts.Value;
        Assert.NotEmpty(verdicts[test]);
        Assert.All(verdicts[test], verdict =>
        {
            Assert.Empty(schema().Refusals(verdict.Document));
            Assert.Equal(0, verdict.Failed);
            Assert.Contains(entries[test].Rule, refusedFor(verdict.Document));
        });
    }

    private static async Task<Dictionary<string, (string Document, int Failed)[]>> AskAsync(OfficialSchematron schematron, Dictionary<string, (string Rule, Func<string[]> Documents)> entries)
    {
        var all = entries.SelectMany(entry => entry.Value.Documents().Select(document => (entry.Key, Document: document))).ToList();
        var failures = await schematron.FailuresAsync([.. all.Select(item => item.Document)]);
        return all.Zip(failures).GroupBy(item => item.First.Key)
            .ToDictionary(group => group.Key, group => group.Select(item => (item.First.Document, item.Second)).ToArray());
    }
}
