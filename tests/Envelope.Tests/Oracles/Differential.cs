namespace SdkNode.Envelope.Tests.Oracles;

/// <summary>How a comparison with the official rules went.</summary>
/// <param name="RefusedByBoth">Documents that the schema or the Schematron refuses, and we too.</param>
/// <param name="RefusedByUsAlone">Documents that we refuse for a rule on the stricter list, or refuse without having asked the Schematron.</param>
/// <param name="AcceptedByBoth">Documents that schema, Schematron and we accept.</param>
internal sealed record DifferentialOutcome(int RefusedByBoth, int RefusedByUsAlone, int AcceptedByBoth);

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
    public async Task<DifferentialOutcome> RunAsync(IReadOnlyList<Mutant> mutants)
    {
        var missed = new List<string>();
        var undecided = new List<(Mutant Mutant, IReadOnlyList<string> Rules)>();
        var (both, alone, accepted) = (0, 0, 0);
        foreach (var mutant in mutants)
        {
            var rules = refusedFor(mutant.Xml);
            var bySchema = schema.Refusals(mutant.Xml);
            if (rules.Count == 0 && bySchema.Count > 0)
            {
                missed.Add($"{mutant.Name}: {bySchema[0]}");
            }
            else if (bySchema.Count > 0)
            {
                both++;
            }
            else if (rules.Any(rule => StricterList.Rules.Contains(rule.Split('.')[0])))
            {
                alone++;
            }
            else
            {
                undecided.Add((mutant, rules));
            }
        }

        var unlisted = new List<string>();
        var failures = await schematron.FailuresAsync([.. undecided.Select(item => item.Mutant.Xml)]);
        foreach (var ((mutant, rules), failed) in undecided.Zip(failures))
        {
            switch (rules.Count, failed)
            {
                case (0, 0):
                    accepted++;
                    break;
                case (0, _):
                    missed.Add($"{mutant.Name}: Schematron");
                    break;
                case (_, 0):
                    unlisted.Add($"{mutant.Name}: {rules[0]}");
                    break;
                default:
                    both++;
                    break;
            }
        }

        Assert.True(missed.Count == 0, "Missed:\n" + string.Join('\n', missed));
        Assert.True(unlisted.Count == 0, "Not on the stricter list:\n" + string.Join('\n', unlisted));
        Assert.NotEmpty(undecided);
        return new DifferentialOutcome(both, alone, accepted);
    }
}
