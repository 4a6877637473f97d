namespace SdkNode.Testing;

/// <summary>Names a clause of <c>specs/rules.csv</c> that the test proves, such as <c>AS4-4</c> or <c>RCPT-4.7</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RuleAttribute(string id) : Attribute
{
    /// <summary>The clause's id.</summary>
    public string Id { get; } = id;
}
