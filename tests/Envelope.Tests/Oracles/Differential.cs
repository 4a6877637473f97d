namespace SdkNode.Envelope.Tests.Oracles;

/// <summary>
/// Holds our rules against the official ones: what these refuse we refuse, and what else we refuse breaks a rule of
/// <c>specs/stricter.csv</c>. The Schematron, which takes its time, is asked only where its answer decides: where we accept, and
/// where we refuse what the schema lets through for a reason that is not on the list.
/// </summary>
/// <param name="schema">The official schema.</param>
/// <param name="schematron">The official Schematron.</param>
/// <param name="refusedFor">The ids of the rules for which we refuse a document; none when we accept it.</param>
internal sealed class Differential(OfficialSchema schema, OfficialSchematron schematron, Func<string, IReadOnlyList<string>> refusedFor)
{
    public async Task RunAsync(IReadOnlyList<Mutant> mutants)
    {
        var missed = new List<string>();
        var undecided = new List<(Mutant Mutant, IReadOnlyList<string> Rules)>();
        foreach (var mutant in mutants)
        {
            var rules = refusedFor(mutant.Xml);
            var bySchema = schema.Refusals(mutant.Xml);
            if (rules.Count == 0 && bySchema.Count > 0)
            {
                missed.Add($"{mutant.Name}: {bySchema[0]}");
            }
            else if (rules.Count == 0 || (bySchema.Count == 0 && !rules.Any(rule => StricterList.Rules.Contains(rule.Split('.')[0]))))
            {
                undecided.Add((mutant, rules));
            }
        }

        var unlisted = new List<string>();
        var failures = await schematron.FailuresAsync([.. undecided.Select(item => item.Mutant.Xml)]);
        foreach (var ((mutant, rules), failed) in undecided.Zip(failures))
        {
            if (rules.Count == 0 && failed != 0)
            {
                missed.Add($"{mutant.Name}: Schematron");
            }
            else if (rules.Count > 0 && failed == 0)
            {
                unlisted.Add($"{mutant.Name}: {rules[0]}");
            }
        }

        Assert.True(missed.Count == 0, "Missed:\n" + string.Join('\n', missed));
        Assert.True(unlisted.Count == 0, "Not on the stricter list:\n" + string.Join('\n', unlisted));
        Assert.NotEmpty(undecided);
    }
}
