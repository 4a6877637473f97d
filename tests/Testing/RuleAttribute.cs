namespace SdkNode.Testing;

/// <summary>
/// Names a clause of <c>specs/rules.csv</c> that the test proves, such as <c>AS4-4.2</c>. These attributes are the source:
/// <c>eng/rules</c> writes the columns <c>accepts</c> and <c>refuses</c> of the rule book from them.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RuleAttribute(string id) : Attribute
{
    /// <summary>The clause's id, or the id of the whole rule where one test spans its clauses (that proves no single clause).</summary>
    public string Id { get; } = id;

    /// <summary>True where the test shows that a breach is refused, false (the default) where it shows that what conforms is accepted.</summary>
    public bool Refuses { get; init; }
}
